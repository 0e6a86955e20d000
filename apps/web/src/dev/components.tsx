import { useEngine, useLive } from '@rockon/sync-react';
import { type ReactNode, useMemo, useState } from 'react';
import { chosenBand } from '../band/bands.ts';
import { useAccount } from '../session/session-context.tsx';
import { Button } from '../ui/button.tsx';
import { cx } from '../ui/cx.ts';
import { cardClass } from '../ui/page.tsx';

/** A read-only table that scrolls inside its card. */
export function DataTable({
  label,
  head,
  rows,
  none,
}: {
  readonly label: string;
  readonly head: readonly string[];
  readonly rows: readonly {
    readonly key: string | number;
    readonly cells: readonly ReactNode[];
    readonly highlighted?: boolean;
  }[];
  readonly none: string;
}) {
  if (rows.length === 0) return <p className="text-14 text-secondary">{none}</p>;
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a scroll container must be reachable with the keyboard
    <section className={cx(cardClass, 'max-h-[32rem] overflow-auto')} tabIndex={0} aria-label={label}>
      <table className="w-full border-collapse text-left text-13">
        <thead className="sticky top-0 z-10 bg-raised text-secondary">
          <tr>
            {head.map((name) => (
              <th key={name} scope="col" className="px-3 py-2 font-medium whitespace-nowrap">
                {name}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map(({ key, cells, highlighted }) => (
            <tr key={key} className={cx('border-t border-hairline align-top', highlighted && 'bg-error/10')}>
              {cells.map((cell, index) => (
                <td
                  key={head[index]}
                  className={cx('max-w-md px-3 py-1.5 tabular-nums', index === 0 ? 'whitespace-nowrap' : 'break-words')}
                >
                  {cell}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}

export function Facts({ facts }: { readonly facts: Readonly<Record<string, ReactNode>> }) {
  return (
    <dl className={cx(cardClass, 'grid gap-x-6 gap-y-2 p-4 text-14 sm:grid-cols-[12rem_1fr]')}>
      {Object.entries(facts).map(([name, value]) => (
        <div key={name} className="contents">
          <dt className="text-secondary">{name}</dt>
          <dd className="min-w-0 break-words" data-fact={name}>
            {value}
          </dd>
        </div>
      ))}
    </dl>
  );
}

export function JsonText({ value, label }: { readonly value: unknown; readonly label: string }) {
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a scroll container must be reachable with the keyboard
    <section tabIndex={0} aria-label={label} className="max-h-96 overflow-auto rounded-lg bg-raised p-3">
      <pre className="font-mono text-12 whitespace-pre-wrap">
        {value === undefined ? '(none)' : JSON.stringify(value, null, 1)}
      </pre>
    </section>
  );
}

/** A button with a sentence about what it does; below it, the result. */
export function ActionButton({
  label,
  about,
  danger = false,
  disabled = false,
  work,
}: {
  readonly label: string;
  readonly about?: string;
  readonly danger?: boolean;
  readonly disabled?: boolean;
  readonly work: () => Promise<string>;
}) {
  const [busy, setBusy] = useState(false);
  const [result, setResult] = useState('');
  const run = async () => {
    setBusy(true);
    setResult('');
    setResult(await work().catch((error: unknown) => `Failed: ${error instanceof Error ? error.message : error}`));
    setBusy(false);
  };
  const button = (
    <Button variant={danger ? 'danger' : 'secondary'} busy={busy} disabled={disabled} onClick={() => void run()}>
      {label}
    </Button>
  );
  const resultLine = (
    <p role="status" className="text-14 font-medium empty:hidden">
      {result}
    </p>
  );
  if (about === undefined) {
    return (
      <div className="flex flex-wrap items-center gap-3">
        {button}
        {resultLine}
      </div>
    );
  }
  return (
    <div className="grid items-center gap-x-4 gap-y-2 sm:grid-cols-[13rem_minmax(0,1fr)]">
      <div className="grid">{button}</div>
      <div className="grid gap-1">
        <p className="text-14 text-secondary">{about}</p>
        {resultLine}
      </div>
    </div>
  );
}

/** The band that the app shows, or else the first on this device; null without a band. */
export function useBandId(): string | null {
  const chosen = useLive(chosenBand);
  const scopes = useLive(useEngine().scopes);
  return chosen !== null && scopes.includes(chosen) ? chosen : (scopes[0] ?? null);
}

/** The user's own scope and the scopes of all bands. */
export function useScopes(): readonly string[] {
  const { identity } = useAccount();
  const bands = useLive(useEngine().scopes);
  return useMemo(() => [identity.userId, ...bands], [identity.userId, bands]);
}

/** Time of day to the millisecond, with the date unless it is today. */
export function timeOf(at: number): string {
  const [then, today] = [new Date(at), new Date()];
  const time = `${then.toLocaleTimeString('en-GB')}.${String(then.getMilliseconds()).padStart(3, '0')}`;
  if (then.toDateString() === today.toDateString()) return time;
  return `${then.toLocaleDateString('en-GB', { day: 'numeric', month: 'short' })} ${time}`;
}
export const short = (id: string | null) => (id === null ? '' : id.slice(0, 8));
