import { useEngine } from '@rockon/sync-react';
import { useRef, useState } from 'react';
import { downloadJson } from '../../platform/download.ts';
import { useAccount } from '../../platform/session-context.tsx';
import { TextField } from '../../ui/field.tsx';
import { Section } from '../../ui/page.tsx';
import { clearUnread, deleteAll, exportBook, forgetCursors, importBook, parseBook } from '../book.ts';
import { loadMockData, MOCK_SIZES, type MockSize } from '../mock-data.ts';
import { Doing, useBandId } from '../parts.tsx';

const PHRASE = 'delete everything';

export function ToolsTab() {
  const engine = useEngine();
  const { identity } = useAccount();
  const band = useBandId();
  const file = useRef<HTMLInputElement>(null);
  const [typed, setTyped] = useState('');
  const inBand = (work: (band: string) => Promise<string>) => () =>
    band === null ? Promise.resolve('This needs a band.') : work(band);

  const purge = async () => {
    const unsent = engine.unsentCount();
    if (unsent > 0) return `${unsent} changes are only on this device. Sync or discard them first.`;
    await engine.destroy();
    location.reload();
    return 'Loading again…';
  };
  const readAnew = async () => {
    await engine.stop();
    await forgetCursors(identity.userId);
    location.reload();
    return 'Loading again…';
  };
  const takeFile = inBand(async (id) => {
    const [chosen] = file.current?.files ?? [];
    if (!chosen) return 'Choose a file first.';
    return `${await importBook(engine, id, parseBook(await chosen.text()))} records imported.`;
  });

  return (
    <div className="grid gap-6">
      <Section title="This device">
        <Doing label="Purge IndexedDB" danger work={purge} />
        <Doing label="Read everything anew" work={readAnew} />
        <Doing
          label="Sync now"
          work={async () => {
            await engine.sync();
            return 'Done.';
          }}
        />
        <Doing
          label="Clear all unread"
          work={inBand(async (id) => {
            await clearUnread(engine, identity.userId, id);
            return 'Everything counts as seen.';
          })}
        />
      </Section>
      <Section title="Mock data">
        {(Object.keys(MOCK_SIZES) as MockSize[]).map((size) => (
          <Doing
            key={size}
            label={`Load ${MOCK_SIZES[size]} songs`}
            work={inBand(async (id) => `${await loadMockData(engine, id, size)} records added.`)}
          />
        ))}
      </Section>
      <Section title="Export and import">
        <Doing
          label="Export all as JSON"
          work={inBand(async (id) => {
            const book = exportBook(engine, id);
            downloadJson('rockon-book.json', book);
            return `${Object.values(book.tables).flat().length} records exported.`;
          })}
        />
        <label className="grid gap-1 text-14 font-medium">
          Book to import
          <input ref={file} type="file" accept="application/json" className="text-14 font-normal" />
        </label>
        <Doing label="Import JSON" work={takeFile} />
      </Section>
      <Section title="The band in the cloud">
        <p className="text-14 text-secondary">
          Deletes every song, setlist, show and practice of this band, on all devices. History and trash keep them for
          30 days.
        </p>
        <TextField
          label={`Type "${PHRASE}" to allow it`}
          value={typed}
          onChange={({ target }) => setTyped(target.value)}
        />
        <Doing
          label="Purge the band"
          danger
          disabled={typed !== PHRASE}
          work={inBand(async (id) => {
            const count = await deleteAll(engine, id);
            setTyped('');
            return `${count} records deleted.`;
          })}
        />
      </Section>
    </div>
  );
}
