import {
  type ActivityEntry,
  type BandRecord,
  changesOf,
  ENTITIES,
  grouped,
  isContentTable,
  itemName,
  lastChanged,
} from '@rockon/domain';
import { useEngine } from '@rockon/sync-react';
import { useCallback, useMemo, useState } from 'react';
import { Link } from 'react-router';
import { useBand } from '../../band/band-context.tsx';
import { loadActivity } from '../../records/history/history-api.ts';
import { HistoryItem } from '../../records/history/history-item.tsx';
import { usePages } from '../../records/history/use-pages.ts';
import { recordPath } from '../../records/record-path.ts';
import { useBandRecords } from '../../records/use-band-records.ts';
import { Alert } from '../../ui/alert.tsx';
import { Button, TextButton } from '../../ui/button.tsx';
import { FilterChip } from '../../ui/chip.tsx';
import { cardClass, Page, PageHeader, Section } from '../../ui/page.tsx';
import { ActivityItem } from './activity-item.tsx';
import * as messages from './messages.ts';

const FIRST = 30;
const DAY = new Intl.DateTimeFormat('en-US', { weekday: 'long', day: 'numeric', month: 'long' });

/** The heading for a moment, by this device's calendar. */
function dayOf(at: string, now: number): string {
  const day = new Date(at).toDateString();
  if (day === new Date(now).toDateString()) return messages.today;
  if (day === new Date(now - 86_400_000).toDateString()) return messages.yesterday;
  return DAY.format(new Date(at));
}

/** What this device knows without the server: each record's last change, and pending changes. */
function known(work: readonly BandRecord[], userId: string): ActivityEntry[] {
  return work.map(([table, row]) => ({
    seq: 0,
    table,
    id: row.id,
    version: row.version,
    op: row.version <= 1 ? ('insert' as const) : ('update' as const),
    by: row.updatedBy ?? userId,
    at: row.updatedAt ?? new Date().toISOString(),
    client: null,
    paths: [],
    row,
    before: null,
  }));
}

function byDay(changes: readonly ActivityEntry[]): readonly (readonly [string, readonly ActivityEntry[]])[] {
  const now = Date.now();
  const days = new Map<string, ActivityEntry[]>();
  for (const change of changes) {
    const day = dayOf(change.at, now);
    const all = days.get(day);
    if (all === undefined) days.set(day, [change]);
    else all.push(change);
  }
  return [...days];
}

/** Who changed what in the band, newest first, each with Undo. */
export function ActivityPage() {
  const engine = useEngine();
  const { id: bandId, userId, members } = useBand();
  const work = useBandRecords();
  const [person, setPerson] = useState<string | null>(null);
  const newest = useMemo(() => lastChanged(work, FIRST), [work]);
  const load = useCallback((last: ActivityEntry | null) => loadActivity(engine, bandId, last), [engine, bandId]);
  // A newer change reloads the list.
  const about = newest[0]?.[1].updatedAt ?? null;
  const { items, more, busy, error, loadMore, retry } = usePages(messages.activityErrors, about, load);
  const all = items ?? (error === null ? [] : known(newest, userId));
  const shown = person === null ? all : all.filter(({ by }) => by === person);
  return (
    <Page narrow>
      <PageHeader title={messages.activity} facts={messages.activityDetail} />
      {members.length > 1 && (
        <fieldset className="-mx-4 flex gap-2 overflow-x-auto px-4 desk:mx-0 desk:flex-wrap desk:px-0">
          <legend className="sr-only">{messages.by}</legend>
          <FilterChip on={person === null} onClick={() => setPerson(null)}>
            {messages.everyone}
          </FilterChip>
          {members.map((member) => (
            <FilterChip key={member.id} on={person === member.userId} onClick={() => setPerson(member.userId)}>
              {member.userId === userId ? messages.you : member.name}
            </FilterChip>
          ))}
        </fieldset>
      )}
      {error !== null && (
        <Alert tone="info">
          {error} {items === null && `${messages.activityOnDevice} `}
          <TextButton onClick={retry}>{messages.tryAgain}</TextButton>
        </Alert>
      )}
      {items === null && error === null && <p className="text-14 text-muted">{messages.loading}</p>}
      {byDay(shown).map(([day, changes]) => (
        <Section key={day} title={day}>
          <ol className={`${cardClass} overflow-hidden`} aria-busy={busy}>
            {grouped(changes).map((group) =>
              'one' in group ? (
                <One key={`${group.one.seq}/${group.one.id}`} done={group.one} />
              ) : (
                <AddedTogether key={group.first.seq} added={group.added} />
              ),
            )}
          </ol>
        </Section>
      ))}
      {shown.length === 0 && items !== null && (
        <p className="text-14 text-muted">{person === null ? messages.noActivity : messages.noActivityByPerson}</p>
      )}
      {more && (
        <Button size="sm" className="self-start" busy={busy} onClick={loadMore}>
          {messages.showOlder}
        </Button>
      )}
    </Page>
  );
}

const nameOf = (done: ActivityEntry) => itemName(done.row) ?? itemName(done.before) ?? nameless(done.table);

function One({ done }: { readonly done: ActivityEntry }) {
  // A table of a newer version has no name and no page here.
  if (!isContentTable(done.table)) return null;
  return (
    <ActivityItem
      table={done.table}
      entry={done}
      name={nameOf(done)}
      changes={changesOf(done, done.before, fieldsOf(done.table))}
    />
  );
}

/** `Mia added 42 songs`, with their names on request. */
function AddedTogether({ added }: { readonly added: readonly ActivityEntry[] }) {
  const [first] = added;
  if (first === undefined) return null;
  return (
    <HistoryItem
      by={first.by}
      at={first.at}
      did={messages.addedTogether(isContentTable(first.table) ? first.table : null, added.length)}
    >
      <details>
        <summary className="cursor-pointer rounded text-13 text-secondary hover:text-text touch:py-2">
          {messages.whichOnes}
        </summary>
        <ul className="mt-1 grid gap-0.5">
          {added.map((each) => (
            <li key={each.seq}>
              <Link to={recordPath(each.table, each.id)} className="hover:underline">
                {nameOf(each)}
              </Link>
            </li>
          ))}
        </ul>
      </details>
    </HistoryItem>
  );
}

const nameless = (table: string) =>
  isContentTable(table) ? messages.unnamed(ENTITIES[table].noun) : messages.unnamedItem;

function fieldsOf(table: string): readonly string[] {
  if (!isContentTable(table)) return [];
  const { fields, maps } = ENTITIES[table];
  return [...Object.keys(fields), ...Object.keys(maps)];
}
