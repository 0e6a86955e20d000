import { useEngine } from '@rockon/sync-react';
import { Layers } from 'lucide-react';
import { useEffect, useRef } from 'react';
import { useNavigate } from 'react-router';
import { useBand } from '../../platform/band-context.tsx';
import { config } from '../../platform/config.ts';
import { PersonAvatar } from '../../platform/person-avatar.tsx';
import { recordPath } from '../../platform/records/record-path.ts';
import { isIn } from '../../platform/rollout.ts';
import { useAccount } from '../../platform/session-context.tsx';
import { showToast } from '../../ui/toaster.tsx';
import { NoticeBatcher } from './notice-batcher.ts';

/** Toasts for what others (and the user's other devices) change in the band on screen. */
export function RemoteNotices() {
  const engine = useEngine();
  const { identity } = useAccount();
  const band = useBand();
  const navigate = useNavigate();
  const batcher = useRef(new NoticeBatcher());
  const latest = useRef({ band, navigate });
  useEffect(() => {
    latest.current = { band, navigate };
  });

  useEffect(() => {
    if (!isIn(config.toasts, identity.userId)) return;
    const nameOf = (userId: string | null) =>
      userId === identity.userId ? null : (latest.current.band.memberOf(userId)?.name ?? 'Somebody');
    return engine.onRemote(({ scope, changes, live }) => {
      if (scope !== latest.current.band.id) return;
      for (const notice of batcher.current.take(changes, live, performance.now(), nameOf)) {
        const member = latest.current.band.memberOf(notice.by);
        const { leadsTo } = notice;
        showToast({
          id: notice.id,
          title: notice.title,
          detail: notice.detail,
          icon:
            member === undefined ? (
              <Layers className="size-6 text-muted" aria-hidden="true" />
            ) : (
              <PersonAvatar userId={member.userId} name={member.name} avatar={member.avatar} size="lg" />
            ),
          ...(leadsTo !== null && {
            action: {
              label: 'View',
              // Home lists all that is new to this person.
              onPress: () =>
                void latest.current.navigate(leadsTo === 'news' ? '/' : recordPath(leadsTo.table, leadsTo.id)),
            },
          }),
        });
      }
    });
  }, [engine, identity.userId]);
  return null;
}
