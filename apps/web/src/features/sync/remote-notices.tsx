import { useEngine } from '@rockon/sync-react';
import { Layers } from 'lucide-react';
import { useEffect, useRef } from 'react';
import { useNavigate } from 'react-router';
import { useBand } from '../../band/band-context.tsx';
import { PersonAvatar } from '../../band/person-avatar.tsx';
import { config } from '../../lib/config.ts';
import { isIn } from '../../lib/rollout.ts';
import { recordPath } from '../../records/record-path.ts';
import { useAccount } from '../../session/session-context.tsx';
import { dismissToast, showToast } from '../../ui/toaster.tsx';
import * as messages from './connection-messages.ts';
import type { Notice, NoticeBatcher } from './notice-batcher.ts';

/** Loads the batcher after first paint. Changes that arrive meanwhile wait for it; a failed load is retried with the next one. */
function lazyBatcher(): () => Promise<NoticeBatcher> {
  let loading: Promise<NoticeBatcher> | null = null;
  return () => {
    loading ??= import('./notice-batcher.ts').then((module) => new module.NoticeBatcher());
    loading.catch(() => {
      loading = null;
    });
    return loading;
  };
}

/** Toasts for what others (and the user's other devices) change in the band on screen. */
export function RemoteNotices() {
  const engine = useEngine();
  const { identity } = useAccount();
  const band = useBand();
  const navigate = useNavigate();
  const latest = useRef({ band, navigate });
  useEffect(() => {
    latest.current = { band, navigate };
  });

  useEffect(() => {
    if (!isIn(config.toasts, identity.userId)) return;
    const nameOf = (userId: string | null) =>
      userId === identity.userId ? null : (latest.current.band.memberOf(userId)?.name ?? messages.someone);
    const batcher = lazyBatcher();
    const show = (notices: readonly Notice[]) => {
      for (const notice of notices) {
        const member = latest.current.band.memberOf(notice.by);
        const { leadsTo } = notice;
        for (const id of notice.replaces) dismissToast(id);
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
              label: messages.view,
              // Home lists everything that is unread.
              onPress: () =>
                void latest.current.navigate(leadsTo === 'news' ? '/' : recordPath(leadsTo.table, leadsTo.id)),
            },
          }),
        });
      }
    };
    // Loaded right away, so that the first change does not wait for it.
    void batcher().catch(() => undefined);
    return engine.onRemote(({ scope, changes, live }) => {
      if (scope !== latest.current.band.id) return;
      const now = performance.now();
      void batcher().then(
        (loaded) => show(loaded.take(changes, live, now, nameOf)),
        // Without the code there is no notice; lists and unread marks show the change, and the next one tries again.
        () => undefined,
      );
    });
  }, [engine, identity.userId]);
  return null;
}
