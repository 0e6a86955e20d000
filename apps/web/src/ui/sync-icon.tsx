import { cx } from './cx.ts';

export type SyncKind = 'synced' | 'syncing' | 'pending' | 'error' | 'unread' | 'conflict' | 'unknown';

const CLOUD = 'M7.2 18.6h9.9a4.3 4.3 0 0 0 .66-8.55A6.1 6.1 0 0 0 6.24 9.72 4.5 4.5 0 0 0 7.2 18.6Z';
const CHECK = 'm9.3 13.4 2 2 3.8-4';

/**
 * Seven silhouettes that stay apart without color: cloud, broken ring, closed ring, solid octagon, cloud with a moon,
 * diamond, dashed cloud.
 */
function Shape({ kind }: { readonly kind: SyncKind }) {
  switch (kind) {
    case 'synced':
      return (
        <g opacity="0.66">
          <path d={CLOUD} />
          <path d={CHECK} />
        </g>
      );
    case 'unread':
      return (
        <>
          <g opacity="0.66">
            <path d={CLOUD} />
            <path d={CHECK} />
          </g>
          <circle cx="18.6" cy="6" r="4.6" fill="var(--syncing)" stroke="var(--icon-ring, var(--surface))" />
        </>
      );
    case 'unknown':
      return <path d={CLOUD} strokeDasharray="2.6 3" />;
    case 'syncing':
      return (
        <>
          <path d="M19.6 10.2A8 8 0 0 0 5.3 7.6" />
          <path d="M4.6 3.6v4.6h4.6" />
          <path d="M4.4 13.8a8 8 0 0 0 14.3 2.6" />
          <path d="M19.4 20.4v-4.6h-4.6" />
        </>
      );
    case 'pending':
      return (
        <>
          <circle cx="12" cy="12" r="8.4" />
          <path d="M12 7.4V12l3.1 1.9" />
        </>
      );
    case 'error':
      return (
        <>
          <path d="M8.4 3.2h7.2l5.2 5.2v7.2l-5.2 5.2H8.4l-5.2-5.2V8.4Z" fill="currentColor" />
          <path d="m9.2 9.2 5.6 5.6m0-5.6-5.6 5.6" stroke="var(--icon-ring, var(--surface))" strokeWidth="2.2" />
        </>
      );
    case 'conflict':
      return (
        <>
          <path d="M12 2.6 21.4 12 12 21.4 2.6 12Z" />
          <path d="M12 17v-4.2M12 12.8 8.9 9.7m3.1 3.1 3.1-3.1" />
          <path d="M8.7 12V9.5h2.5M15.3 12V9.5h-2.5" strokeWidth="1.7" />
        </>
      );
  }
}

const COLORS: Readonly<Record<SyncKind, string>> = {
  synced: 'text-synced',
  unread: 'text-synced',
  syncing: 'text-syncing animate-pulse-sync',
  // Fades in with a delay: on a good network the change is saved before that.
  pending: 'text-pending animate-appear',
  error: 'text-error',
  conflict: 'text-conflict',
  unknown: 'text-muted animate-appear',
};

/** The sync state of one record: a shape, a color, and words for its name and tooltip. */
export function SyncIcon({
  kind,
  words,
  size = 'md',
}: {
  readonly kind: SyncKind;
  readonly words: string;
  readonly size?: 'sm' | 'md';
}) {
  return (
    <span data-sync-status={kind} role="img" aria-label={words} title={words} className="inline-flex shrink-0">
      <svg
        key={kind}
        aria-hidden="true"
        viewBox="0 0 24 24"
        fill="none"
        stroke="currentColor"
        strokeWidth="2"
        strokeLinecap="round"
        strokeLinejoin="round"
        className={cx(size === 'sm' ? 'size-4' : 'size-5', COLORS[kind])}
      >
        <Shape kind={kind} />
      </svg>
    </span>
  );
}
