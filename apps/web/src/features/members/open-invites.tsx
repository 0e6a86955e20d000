import { useConnection, useEngine } from '@rockon/sync-react';
import { useCallback, useEffect, useState } from 'react';
import { useBand } from '../../band/band-context.tsx';
import { listInvites, type OpenInvite } from '../../band/bands-api.ts';
import { useOnlineAction } from '../../session/use-online-action.ts';
import { Alert } from '../../ui/alert.tsx';
import { Button } from '../../ui/button.tsx';
import { cx } from '../../ui/cx.ts';
import { cardClass, Section } from '../../ui/page.tsx';
import * as messages from './messages.ts';

const DAY = new Intl.DateTimeFormat('en-US', { weekday: 'short', day: 'numeric', month: 'short' });

/** The invites that still work. Only the server knows them, so nothing is listed without a connection. */
export function OpenInvites({ newest }: { readonly newest: string | null }) {
  const engine = useEngine();
  const band = useBand();
  const { kind } = useConnection();
  const online = kind === 'connected' || kind === 'polling';
  const [invites, setInvites] = useState<readonly OpenInvite[] | null>(null);
  const [failed, setFailed] = useState(false);
  const revoking = useOnlineAction(messages.revokeFailed);
  const load = useCallback(
    () =>
      listInvites(engine, band.id).then(
        (found) => {
          setInvites(found);
          setFailed(false);
        },
        () => setFailed(true),
      ),
    [engine, band.id],
  );
  // biome-ignore lint/correctness/useExhaustiveDependencies: a new code is a new line of the list
  useEffect(() => {
    if (online) void load();
  }, [online, load, newest]);

  if (invites === null) {
    return online && !failed ? null : <p className="text-13 text-muted">{messages.openInvitesOffline}</p>;
  }
  if (invites.length === 0) return null;
  return (
    <Section title={messages.openInvites} aside={invites.length}>
      {revoking.error !== null && <Alert>{revoking.error}</Alert>}
      <ul className={cx(cardClass, 'overflow-hidden')}>
        {invites.map(({ id, role, createdBy, expiresAt }) => (
          <li
            key={id}
            className="flex min-h-14 flex-wrap items-center gap-x-4 gap-y-1 border-t border-hairline px-4 py-2 first:border-t-0"
          >
            <div className="min-w-0 flex-1 basis-48">
              <p className="text-14 font-medium">{messages.JOINS_AS[role]}</p>
              <p className="truncate text-13 text-secondary">
                {createdBy === band.userId
                  ? messages.createdByYou(DAY.format(Date.parse(expiresAt)))
                  : messages.createdBy(band.nameOf(createdBy), DAY.format(Date.parse(expiresAt)))}
              </p>
            </div>
            <Button
              size="sm"
              busy={revoking.busy}
              onClick={() =>
                void revoking.run(async () => {
                  await engine.ask('revoke_invite', { id });
                  await load();
                })
              }
            >
              {messages.revoke}
            </Button>
          </li>
        ))}
      </ul>
    </Section>
  );
}
