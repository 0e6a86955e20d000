import type { ReactNode } from 'react';
import { Logo } from '../../ui/logo.tsx';
import { useTitle } from '../../ui/page.tsx';
import * as messages from './messages.ts';

const BARS = [34, 58, 82, 46, 96, 70, 40, 64, 88, 52, 76, 30, 60, 92, 44, 68];

/** A level meter: a still drawing. */
function Meter() {
  return (
    <svg viewBox="0 0 320 120" aria-hidden="true" className="w-full max-w-md">
      {BARS.map((height, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: the bars of a drawing never change
        <g key={index}>
          {Array.from({ length: 10 }, (_, step) => (
            <rect
              // biome-ignore lint/suspicious/noArrayIndexKey: the steps of a drawing never change
              key={step}
              x={index * 20}
              y={108 - step * 11}
              width="14"
              height="7"
              rx="2"
              fill={step >= 8 ? 'var(--accent)' : 'var(--control)'}
              opacity={step * 10 < height ? (step >= 8 ? 1 : 0.9 - (9 - step) * 0.05) : 0.16}
            />
          ))}
        </g>
      ))}
    </svg>
  );
}

/** The form, with a description of RockOn beside it on wide screens. */
export function AuthLayout({
  title,
  children,
  below,
}: {
  readonly title: string;
  readonly children: ReactNode;
  readonly below?: ReactNode;
}) {
  useTitle(title);
  return (
    <div className="grid min-h-dvh desk:grid-cols-[minmax(0,1.1fr)_minmax(0,1fr)]">
      <aside className="hidden flex-col justify-between border-r border-hairline bg-surface p-12 desk:flex">
        <Logo />
        <div className="grid gap-8">
          <Meter />
          <p className="max-w-md text-28 font-bold tracking-[-0.02em] text-balance">{messages.pitch}</p>
        </div>
        <p className="max-w-md text-14 text-muted">{messages.pitchDetail}</p>
      </aside>
      <main className="grid content-start gap-8 px-5 pt-10 pb-12 desk:content-center desk:px-16">
        <div className="grid gap-3 desk:hidden">
          <Logo />
          <p className="text-14 text-secondary">{messages.tagline}</p>
        </div>
        <div className="mx-auto grid w-full max-w-sm gap-6">
          <h1 className="text-28 font-bold tracking-[-0.02em]">{title}</h1>
          {children}
          {below !== undefined && <div className="grid gap-2 text-14 text-secondary">{below}</div>}
        </div>
      </main>
    </div>
  );
}

export const authLinkClass =
  'inline-flex min-h-6 items-center font-medium text-text underline decoration-control underline-offset-3 hover:decoration-current';
