import { useConnection, useEngine, useLive } from '@rockon/sync-react';
import { Button } from '../../ui/button.tsx';
import { SelectField, TextField } from '../../ui/field.tsx';
import { cardClass, Section } from '../../ui/page.tsx';
import { ActionButton, Facts, timeOf, useBandId } from '../components.tsx';
import { expireToken, makeEditConflict } from '../edit-conflict.ts';
import { type Faults, faults, NO_FAULTS, setFaults } from '../faults.ts';

const HOUR_MS = 3_600_000;
const CHOICES = {
  status: {
    none: 'From the server',
    '401': '401: session revoked (sign in again afterwards)',
    '429': '429: too many requests',
    '500': '500: internal error',
  },
  realtime: { on: 'On', silent: 'Joined, but silent', down: 'No socket' },
} as const;

export function TestingTab() {
  const state = useConnection();
  return (
    <div className="grid gap-6">
      <Facts
        facts={{
          Connection: state.reason === null ? state.kind : `${state.kind}: ${state.reason}`,
          Session: state.signInNeeded ? 'rejected' : 'valid',
          Pending: state.pending,
          Conflicts: state.conflicts,
          'Last sync': state.lastSyncAt === null ? 'never' : timeOf(state.lastSyncAt),
        }}
      />
      <NetworkFaults />
      <Situations />
    </div>
  );
}

/** What the simulated network does wrong. */
function NetworkFaults() {
  const now = useLive(faults);
  const change = setFaults;
  const percent = (text: string) => Math.min(100, Math.max(0, Number(text) || 0));
  return (
    <Section title="Network">
      <div className="flex flex-wrap gap-3">
        <Button aria-pressed={now.offline} onClick={() => change({ offline: !now.offline })}>
          {now.offline ? 'Go online' : 'Go offline'}
        </Button>
        <Button onClick={() => change(NO_FAULTS)}>Stop all simulations</Button>
      </div>
      <div className="grid gap-3 sm:grid-cols-2 lg:grid-cols-3">
        <TextField
          label="Latency in ms"
          inputMode="numeric"
          value={String(now.latencyMs)}
          onChange={({ target }) => change({ latencyMs: Math.max(0, Number(target.value) || 0) })}
        />
        <TextField
          label="Lost requests in %"
          inputMode="numeric"
          value={String(now.lossPercent)}
          onChange={({ target }) => change({ lossPercent: percent(target.value) })}
        />
        <TextField
          label="Lost responses in %"
          inputMode="numeric"
          value={String(now.lostAnswersPercent)}
          onChange={({ target }) => change({ lostAnswersPercent: percent(target.value) })}
        />
        <SelectField
          label="Responses"
          value={now.status}
          onChange={({ target }) => change({ status: target.value as Faults['status'] })}
        >
          {Object.entries(CHOICES.status).map(([value, label]) => (
            <option key={value} value={value}>
              {label}
            </option>
          ))}
        </SelectField>
        <SelectField
          label="Live updates"
          value={now.realtime}
          onChange={({ target }) => change({ realtime: target.value as Faults['realtime'] })}
        >
          {Object.entries(CHOICES.realtime).map(([value, label]) => (
            <option key={value} value={value}>
              {label}
            </option>
          ))}
        </SelectField>
        <TextField
          label="Clock offset in hours"
          type="number"
          value={String(now.clockMs / HOUR_MS)}
          onChange={({ target }) => change({ clockMs: (Number(target.value) || 0) * HOUR_MS })}
        />
      </div>
    </Section>
  );
}

/** Situations that are hard to reach by hand, one button each. */
function Situations() {
  const engine = useEngine();
  const band = useBandId();
  const conflict = async () => {
    if (band === null) return 'Create or join a band first.';
    return `"${await makeEditConflict(engine, band)}" was changed on two devices.`;
  };
  return (
    <Section title="Situations">
      <div className={`${cardClass} grid gap-4 p-4`}>
        <ActionButton
          label="Make an edit conflict"
          about="Changes one title on this device while offline and on the server as another device, then syncs."
          work={conflict}
        />
        <ActionButton
          label="Expire the access token"
          about="Marks the stored token as expired, so that the next request has to refresh it first."
          work={async () => {
            expireToken();
            await engine.sync();
            return 'Expired. The next request refreshed it.';
          }}
        />
        <ActionButton
          label="Sync now"
          about="Pushes and pulls now, without waiting for a pending retry."
          work={async () => {
            await engine.sync();
            return 'Done.';
          }}
        />
      </div>
    </Section>
  );
}
