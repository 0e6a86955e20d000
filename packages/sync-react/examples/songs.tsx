import type { SyncEngine } from '@rockon/sync';
import { type AppTables, SyncProvider, useConnection, useEngine, useRecords } from '@rockon/sync-react';

export function App({ engine, band }: { engine: SyncEngine<AppTables>; band: string }) {
  return (
    <SyncProvider engine={engine}>
      <Songs band={band} />
    </SyncProvider>
  );
}

function Songs({ band }: { band: string }) {
  const { repository } = useEngine();
  const { rows, complete } = useRecords({ scope: band, table: 'songs' });
  const { pending } = useConnection();
  return (
    <section>
      <button
        type="button"
        onClick={() => repository.insert(band, 'songs', { title: 'New song', tags: [], links: [] })}
      >
        Add song
      </button>
      {rows.length === 0 && (complete ? 'No songs yet' : 'Loading…')}
      <ul>
        {rows.map((row) => (
          <li key={row.id}>{row.title}</li>
        ))}
      </ul>
      {pending > 0 && `${pending} changes saved on this device`}
    </section>
  );
}
