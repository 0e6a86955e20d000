import { BAND_TABLES } from '@rockon/domain';
import { useEngine } from '@rockon/sync-react';
import { type ReactNode, useRef, useState } from 'react';
import { downloadJson } from '../../lib/download.ts';
import { useAccount } from '../../session/session-context.tsx';
import { TextField } from '../../ui/field.tsx';
import { cardClass, Section } from '../../ui/page.tsx';
import { clearUnread, deleteAll, exportBook, forgetCursors, importBook, parseBook } from '../band-dump.ts';
import { Doing, useBandId } from '../components.tsx';
import { loadMockData, MOCK_SIZES, type MockSize, mockCount } from '../mock-data.ts';

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
    if (unsent > 0)
      return `${unsent === 1 ? '1 change is' : `${unsent} changes are`} only on this device. Sync or discard first.`;
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
        <Card>
          <Doing
            label="Purge IndexedDB"
            about="Deletes the local book and reads it anew from the server. Refused while there is work that only this device has."
            danger
            work={purge}
          />
          <Doing
            label="Read everything anew"
            about="A full sync: forgets how far every log was read, and takes a snapshot of all. Unsent work stays."
            work={readAnew}
          />
          <Doing
            label="Sync now"
            about="Pushes and pulls at once, forgetting any waiting."
            work={async () => {
              await engine.sync();
              return 'Done.';
            }}
          />
          <Doing
            label="Clear all unread"
            about="Marks everything in this band as seen, on all devices of this user."
            work={inBand(async (id) => {
              await clearUnread(engine, identity.userId, id);
              return 'Everything counts as seen.';
            })}
          />
        </Card>
      </Section>
      <Section title="Mock data">
        <Card>
          {(Object.keys(MOCK_SIZES) as MockSize[]).map((mock) => (
            <Doing
              key={mock}
              label={`Load ${MOCK_SIZES[mock]} songs`}
              about={`And ${mockWords(mock)}, made from the entities' own rules: every field, odd letters, unknown values.`}
              work={inBand(
                async (id) => `${await loadMockData(engine.repository, id, mock, Math.random)} records added.`,
              )}
            />
          ))}
        </Card>
      </Section>
      <Section title="Export and import">
        <Card>
          <Doing
            label="Export all as JSON"
            about="Every song, setlist, show and practice of this band with its id; the same book gives the same bytes."
            work={inBand(async (id) => {
              const book = exportBook(engine, id);
              downloadJson('rockon-book.json', book);
              return `${Object.values(book.tables).flat().length} records exported.`;
            })}
          />
          <label className="grid gap-1.5 text-13 font-medium text-secondary sm:ml-[14rem]">
            Book to import
            <input
              ref={file}
              type="file"
              accept="application/json"
              className="text-14 font-normal file:mr-3 file:h-9 file:rounded-[10px] file:border file:border-hairline file:bg-raised file:px-3 file:text-14 file:font-semibold"
            />
          </label>
          <Doing
            label="Import JSON"
            about="Sets the band to what the file has: deleted records come back, others are left alone. A book of another band becomes a copy."
            work={takeFile}
          />
        </Card>
      </Section>
      <Section title="The band in the cloud">
        <Card>
          <TextField
            label={`Type "${PHRASE}" to allow it`}
            value={typed}
            onChange={({ target }) => setTyped(target.value)}
          />
          <Doing
            label="Purge the band"
            about="Deletes every song, setlist, show and practice of this band, on all devices. History and trash keep them for 30 days."
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
    </div>
  );
}

/** "2 setlists, 2 shows, 2 practices" */
const mockWords = (mock: MockSize) =>
  BAND_TABLES.filter((table) => table !== 'songs')
    .map((table) => `${mockCount(table, mock)} ${table}`)
    .join(', ');

const Card = ({ children }: { readonly children: ReactNode }) => (
  <div className={`${cardClass} grid gap-4 p-4`}>{children}</div>
);
