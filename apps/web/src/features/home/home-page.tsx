import { type BandRecord, lastChanged } from '@rockon/domain';
import { useConnection, useEngine, useRecords } from '@rockon/sync-react';
import { ChevronRight } from 'lucide-react';
import { type ReactNode, useMemo } from 'react';
import { Link } from 'react-router';
import { useBand } from '../../band/band-context.tsx';
import { PersonAvatar } from '../../band/person-avatar.tsx';
import * as recordMessages from '../../records/messages.ts';
import { markAllSeen } from '../../records/read-marks.ts';
import { useBandContent, useBandRecords } from '../../records/use-band-records.ts';
import { useUnreadIds } from '../../records/use-unread.ts';
import { useAccount } from '../../session/session-context.tsx';
import { TextButton } from '../../ui/button.tsx';
import { cx } from '../../ui/cx.ts';
import * as common from '../../ui/messages.ts';
import { cardClass, Page, PageHeader, Section } from '../../ui/page.tsx';
import { FirstSteps } from './first-steps.tsx';
import * as messages from './messages.tsx';
import { NeedsMe } from './needs-me.tsx';
import { NextUp } from './next-up.tsx';
import { Recent } from './recent.tsx';
import { Repertoire } from './repertoire.tsx';

const RECENT = 8;
const TODAY = new Intl.DateTimeFormat('en-US', { weekday: 'long', day: 'numeric', month: 'long' });

function Quiet({ children }: { readonly children: ReactNode }) {
  return <p className={cx(cardClass, 'px-4 py-6 text-center text-14 text-secondary')}>{children}</p>;
}

const none: readonly BandRecord[] = [];

/** Unread records of every kind, last changed first. */
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

/** Unread records of every kind, newest first, with a button that marks them all as read. */
function News({ news }: { readonly news: readonly BandRecord[] }) {
  const engine = useEngine();
  const { id: bandId } = useBand();
  const { identity } = useAccount();
  const newest = newestOf(news);
  if (news.length === 0) return null;
  return (
    <Section
      title={messages.newSinceLastVisit(news.length)}
      aside={
        newest !== null && (
          <TextButton onClick={() => void markAllSeen(engine, identity.userId, bandId, newest)}>
            {recordMessages.markAllRead}
          </TextButton>
        )
      }
    >
      <ul className={cx(cardClass, 'overflow-hidden')}>
        {news.slice(0, RECENT).map((each) => (
          <Recent key={each[1].id} work={each} />
        ))}
      </ul>
      {news.length > RECENT && <p className="text-13 text-muted">{messages.andMore(news.length - RECENT)}</p>}
    </Section>
  );
}

/** The last changes that are not unread, or why there are none. */
function RecentChanges({ work, news }: { readonly work: readonly BandRecord[]; readonly news: readonly BandRecord[] }) {
  const engine = useEngine();
  const { kind } = useConnection();
  const seen = useMemo(() => new Set(news.map(([, { id }]) => id)), [news]);
  const recent = useMemo(
    () =>
      lastChanged(
        work.filter(([, { id }]) => !seen.has(id)),
        RECENT,
      ),
    [work, seen],
  );
  const none =
    news.length > 0 ? (
      messages.allNew
    ) : kind === 'offline' ? (
      <>
        {messages.bandNotOnDevice} <TextButton onClick={() => void engine.sync()}>{common.retry}</TextButton>
      </>
    ) : (
      messages.loadingBand
    );
  return (
    <Section title={messages.recentChanges} aside={work.length > 0 && <To path="/activity">{messages.allActivity}</To>}>
      {recent.length > 0 ? (
        <ul className={cx(cardClass, 'overflow-hidden')}>
          {recent.map((each) => (
            <Recent key={each[1].id} work={each} />
          ))}
        </ul>
      ) : (
        <Quiet>{none}</Quiet>
      )}
    </Section>
  );
}

function People() {
  const { complete, members } = useBand();
  const count = members.length === 1 ? messages.onlyYou : messages.memberCount(members.length);
  return (
    <Section title={messages.people}>
      <Link to="/members" className={cx(cardClass, 'flex min-h-14 items-center gap-3 px-4 py-3 hover:bg-raised/50')}>
        <span className="flex -space-x-2">
          {members.slice(0, 6).map((member) => (
            <span key={member.id} className="rounded-full ring-2 ring-surface">
              <PersonAvatar userId={member.userId} name={member.name} avatar={member.avatar} />
            </span>
          ))}
        </span>
        <span className="text-14 text-secondary">{complete ? count : messages.notOnDevice}</span>
        <ChevronRight className="ml-auto size-4 text-muted" aria-hidden="true" />
      </Link>
    </Section>
  );
}

/** What is next, what needs the user, what changed, and the state of the repertoire. */
export function HomePage() {
  const band = useBand();
  const { identity } = useAccount();
  const { rows: songs } = useRecords({ scope: band.id, table: 'songs' });
  const work = useBandRecords();
  const { complete } = useBandContent();
  const news = useNews(work);
  const [name = ''] = (band.memberOf(identity.userId)?.name ?? identity.name).split(' ');
  const certainlyEmpty = work.length === 0 && complete;
  return (
    <Page>
      <PageHeader title={messages.greeting(new Date().getHours(), name)} facts={TODAY.format(new Date())} />
      <NextUp />
      <div className="grid gap-6 desk:grid-cols-[minmax(0,1fr)_18.75rem]">
        <div className="grid content-start gap-6">
          <NeedsMe />
          <News news={news} />
          {certainlyEmpty ? <FirstSteps /> : <RecentChanges work={work} news={news} />}
        </div>
        <div className="grid content-start gap-6">
          {songs.length > 0 && <Repertoire songs={songs} />}
          <People />
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
