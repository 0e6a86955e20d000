import { BAND_TABLES } from '@rockon/domain';
import { useEngine } from '@rockon/sync-react';
import { type ReactNode, useRef, useState } from 'react';
import { downloadJson } from '../../lib/download.ts';
import { useAccount } from '../../session/session-context.tsx';
import { TextField } from '../../ui/field.tsx';
import { cardClass, Section } from '../../ui/page.tsx';
import { clearUnread, deleteAll, exportBand, forgetCursors, importBand, parseBandDump } from '../band-dump.ts';
import { ActionButton, useBandId } from '../components.tsx';
import { loadMockData, MOCK_SIZES, type MockSize, mockCount } from '../mock-data.ts';

const PHRASE = 'delete everything';

export function ToolsTab() {
  return (
    <div className="grid gap-6">
      <DeviceTools />
      <MockDataTools />
      <TransferTools />
      <ServerTools />
    </div>
  );
}

/** Wraps work that needs a band: without one it says so. */
function useInBand(): (work: (band: string) => Promise<string>) => () => Promise<string> {
  const band = useBandId();
  return (work) => () => (band === null ? Promise.resolve('Create or join a band first.') : work(band));
}

function DeviceTools() {
  const engine = useEngine();
  const { identity } = useAccount();
  const inBand = useInBand();
  const purge = async () => {
    const unsent = engine.unsentCount();
    if (unsent > 0)
      return `${unsent === 1 ? '1 change is' : `${unsent} changes are`} only on this device. Sync or discard first.`;
    await engine.destroy();
    location.reload();
    return 'Reloading…';
  };
  const downloadAgain = async () => {
    await engine.stop();
    await forgetCursors(identity.userId);
    location.reload();
    return 'Reloading…';
  };
  return (
    <Section title="This device">
      <Card>
        <ActionButton
          label="Clear IndexedDB"
          about="Deletes the local database and downloads everything from the server. Not possible while this device has unsent changes."
          danger
          work={purge}
        />
        <ActionButton
          label="Download everything again"
          about="Resets every cursor and downloads a snapshot of every scope. Unsent changes stay."
          work={downloadAgain}
        />
        <ActionButton
          label="Sync now"
          about="Pushes and pulls now, without waiting for a pending retry."
          work={async () => {
            await engine.sync();
            return 'Done.';
          }}
        />
        <ActionButton
          label="Clear all unread"
          about="Marks everything in this band as seen, on all devices of this user."
          work={inBand(async (id) => {
            await clearUnread(engine, identity.userId, id);
            return 'Everything is marked as seen.';
          })}
        />
      </Card>
    </Section>
  );
}

function MockDataTools() {
  const engine = useEngine();
  const inBand = useInBand();
  return (
    <Section title="Mock data">
      <Card>
        {(Object.keys(MOCK_SIZES) as MockSize[]).map((mock) => (
          <ActionButton
            key={mock}
            label={`Load ${MOCK_SIZES[mock]} songs`}
            about={`Plus ${mockCounts(mock)}, with every field filled within its limits, unusual characters, and unknown values.`}
            work={inBand(
              async (id) => `${await loadMockData(engine.repository, id, mock, Math.random)} records added.`,
            )}
          />
        ))}
      </Card>
    </Section>
  );
}

function TransferTools() {
  const engine = useEngine();
  const inBand = useInBand();
  const file = useRef<HTMLInputElement>(null);
  const importFile = inBand(async (id) => {
    const [chosen] = file.current?.files ?? [];
    if (!chosen) return 'Choose a file first.';
    return `${await importBand(engine, id, parseBandDump(await chosen.text()))} records imported.`;
  });
  return (
    <Section title="Export and import">
      <Card>
        <ActionButton
          label="Export all as JSON"
          about="Every song, setlist, show, and practice of this band with its id. The same data gives the same bytes."
          work={inBand(async (id) => {
            const dump = exportBand(engine, id);
            downloadJson('rockon-band.json', dump);
            return `${Object.values(dump.tables).flat().length} records exported.`;
          })}
        />
        <label className="grid gap-1.5 text-13 font-medium text-secondary sm:ml-[14rem]">
          File to import
          <input
            ref={file}
            type="file"
            accept="application/json"
            className="text-14 font-normal file:mr-3 file:h-9 file:rounded-[10px] file:border file:border-hairline file:bg-raised file:px-3 file:text-14 file:font-semibold"
          />
        </label>
        <ActionButton
          label="Import JSON"
          about="Restores deleted records and sets existing ones to the file's values; other records stay unchanged. The export of another band is imported as a copy."
          work={importFile}
        />
      </Card>
    </Section>
  );
}

function ServerTools() {
  const engine = useEngine();
  const inBand = useInBand();
  const [typed, setTyped] = useState('');
  return (
    <Section title="The band on the server">
      <Card>
        <TextField
          label={`Type "${PHRASE}" to confirm`}
          value={typed}
          onChange={({ target }) => setTyped(target.value)}
        />
        <ActionButton
          label="Delete the band's data"
          about="Deletes every song, setlist, show, and practice of this band, on all devices. History and trash keep them for 30 days."
          danger
          disabled={typed !== PHRASE}
          work={inBand(async (id) => {
            const count = await deleteAll(engine, id);
            setTyped('');
            return `${count} records deleted.`;
          })}
        />
      </Card>
    </Section>
  );
}

/** "2 setlists, 2 shows, 2 practices" */
const mockCounts = (mock: MockSize) =>
  BAND_TABLES.filter((table) => table !== 'songs')
    .map((table) => `${mockCount(table, mock)} ${table}`)
    .join(', ');

const Card = ({ children }: { readonly children: ReactNode }) => (
  <div className={`${cardClass} grid gap-4 p-4`}>{children}</div>
);
