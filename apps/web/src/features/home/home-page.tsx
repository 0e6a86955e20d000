import { type BandRecord, lastChanged } from '@rockon/domain';
import { useConnection, useEngine, useRecords } from '@rockon/sync-react';
import { ChevronRight } from 'lucide-react';
import { type ReactNode, useMemo } from 'react';
import { Link } from 'react-router';
import { useBand } from '../../band/band-context.tsx';
import { PersonAvatar } from '../../band/person-avatar.tsx';
import { markAllSeen } from '../../records/read-marks.ts';
import { useBandContent, useBandRecords } from '../../records/use-band-records.ts';
import { useUnreadIds } from '../../records/use-unread.ts';
import { useAccount } from '../../session/session-context.tsx';
import { TextButton } from '../../ui/button.tsx';
import { cx } from '../../ui/cx.ts';
import { cardClass, Page, PageHeader, Section } from '../../ui/page.tsx';
import { FirstSteps } from './first-steps.tsx';
import { NeedsMe } from './needs-me.tsx';
import { NextUp } from './next-up.tsx';
import { Recent } from './recent.tsx';
import { Repertoire } from './repertoire.tsx';

const RECENT = 8;
const TODAY = new Intl.DateTimeFormat('en-US', { weekday: 'long', day: 'numeric', month: 'long' });

function greeting(hour: number): string {
  if (hour < 5) return 'Still up';
  if (hour < 12) return 'Good morning';
  return hour < 18 ? 'Good afternoon' : 'Good evening';
}

function Quiet({ children }: { readonly children: ReactNode }) {
  return <p className={cx(cardClass, 'px-4 py-6 text-center text-14 text-secondary')}>{children}</p>;
}

const none: readonly BandRecord[] = [];

/** What changed elsewhere since I looked, of every kind. */
function useNews(work: readonly BandRecord[]): readonly BandRecord[] {
  const unread = useUnreadIds();
  return useMemo(() => {
    const found = work.filter(([, { id }]) => unread.some((ids) => ids.has(id)));
    return found.length === 0 ? none : lastChanged(found, found.length);
  }, [work, unread]);
}

function newestOf(work: readonly BandRecord[]): string | null {
  return work.reduce<string | null>(
    (last, [, { updatedAt }]) => (updatedAt !== null && (last === null || updatedAt > last) ? updatedAt : last),
    null,
  );
}

/** What comes next, what needs me, what changed, how far we are. */
export function HomePage() {
  const engine = useEngine();
  const band = useBand();
  const { identity } = useAccount();
  const { kind } = useConnection();
  const { rows: songs } = useRecords({ scope: band.id, table: 'songs' });
  const work = useBandRecords();
  const { complete: bookIsHere } = useBandContent();
  const news = useNews(work);
  const fresh = news.slice(0, RECENT);
  const seen = useMemo(() => new Set(news.map(([, { id }]) => id)), [news]);
  const recent = useMemo(
    () =>
      lastChanged(
        work.filter(([, { id }]) => !seen.has(id)),
        RECENT,
      ),
    [work, seen],
  );
  const name = (band.memberOf(identity.userId)?.name ?? identity.name).split(' ')[0];
  const newest = newestOf(news);
  return (
    <Page>
      <PageHeader title={`${greeting(new Date().getHours())}, ${name}`} facts={TODAY.format(new Date())} />
      <NextUp />
      <div className="grid gap-6 desk:grid-cols-[minmax(0,1fr)_18.75rem]">
        <div className="grid content-start gap-6">
          <NeedsMe />
          {fresh.length > 0 && (
            <Section
              title={`New since you looked (${news.length})`}
              aside={
                newest !== null && (
                  <TextButton onClick={() => void markAllSeen(engine, identity.userId, band.id, newest)}>
                    Mark all as read
                  </TextButton>
                )
              }
            >
              <ul className={cx(cardClass, 'overflow-hidden')}>
                {fresh.map((each) => (
                  <Recent key={each[1].id} work={each} />
                ))}
              </ul>
              {news.length > fresh.length && (
                <p className="text-13 text-muted">and {(news.length - fresh.length).toLocaleString('en')} more</p>
              )}
            </Section>
          )}
          {work.length === 0 && bookIsHere && <FirstSteps />}
          {(work.length > 0 || !bookIsHere) && (
            <Section title="Recent changes" aside={work.length > 0 && <To path="/activity">All activity</To>}>
              {recent.length > 0 ? (
                <ul className={cx(cardClass, 'overflow-hidden')}>
                  {recent.map((each) => (
                    <Recent key={each[1].id} work={each} />
                  ))}
                </ul>
              ) : (
                <Quiet>
                  {fresh.length > 0 ? (
                    'Everything that changed is new to you.'
                  ) : kind === 'offline' ? (
                    <>
                      The book of this band is not on this device yet.{' '}
                      <TextButton onClick={() => void engine.sync()}>Retry</TextButton>
                    </>
                  ) : (
                    'Fetching the book of this band…'
                  )}
                </Quiet>
              )}
            </Section>
          )}
        </div>
        <div className="grid content-start gap-6">
          {songs.length > 0 && <Repertoire songs={songs} />}
          <Section title="People">
            <Link
              to="/members"
              className={cx(cardClass, 'flex min-h-14 items-center gap-3 px-4 py-3 hover:bg-raised/50')}
            >
              <span className="flex -space-x-2">
                {band.members.slice(0, 6).map((member) => (
                  <span key={member.id} className="rounded-full ring-2 ring-surface">
                    <PersonAvatar userId={member.userId} name={member.name} avatar={member.avatar} />
                  </span>
                ))}
              </span>
              <span className="text-14 text-secondary">
                {!band.complete
                  ? 'Not on this device yet'
                  : band.members.length === 1
                    ? 'Only you so far'
                    : `${band.members.length} in the band`}
              </span>
              <ChevronRight className="ml-auto size-4 text-muted" aria-hidden="true" />
            </Link>
          </Section>
        </div>
      </div>
    </Page>
  );
}

function To({ path, children }: { readonly path: string; readonly children: ReactNode }) {
  return (
    <Link to={path} className="rounded font-medium text-text underline decoration-control underline-offset-3">
      {children}
    </Link>
  );
}
