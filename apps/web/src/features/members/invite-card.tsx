import { Check, Copy, Link2, Share2, X } from 'lucide-react';
import { type ComponentType, lazy, type ReactNode, Suspense, useState } from 'react';
import { Button, IconButton } from '../../ui/button.tsx';
import { SelectField } from '../../ui/field.tsx';
import type { InviteRole } from './use-invite.ts';

const ROLE_TEXTS: Readonly<Record<InviteRole, string>> = {
  member: 'Member: changes the book',
  viewer: 'Viewer: reads only',
  admin: 'Admin: also manages people',
};

/** Without it there are still the link and the code. */
const NoQr = () => null;
const InviteQr = lazy<ComponentType<{ readonly link: string }>>(() =>
  import('./invite-qr.tsx').then(
    (m) => ({ default: m.InviteQr }),
    () => ({ default: NoQr }),
  ),
);

function CopyButton({
  text,
  icon,
  children,
}: {
  readonly text: string;
  readonly icon: ReactNode;
  readonly children: ReactNode;
}) {
  const [copied, setCopied] = useState(false);
  return (
    <Button
      size="sm"
      onClick={async () => {
        try {
          await navigator.clipboard.writeText(text);
          setCopied(true);
          setTimeout(() => setCopied(false), 2_000);
        } catch {
          // No permission: code and link stand there to be selected.
        }
      }}
    >
      {copied ? <Check className="size-4 text-synced" aria-hidden="true" /> : icon}
      {copied ? 'Copied' : children}
    </Button>
  );
}

/** The device's own way of sending a link: there is one on phones, and seldom elsewhere. */
function ShareButton({ title, url }: { readonly title: string; readonly url: string }) {
  if (typeof navigator.share !== 'function') return null;
  return (
    <Button
      size="sm"
      variant="primary"
      // Whoever closes the sheet without sending is told nothing new by an error.
      onClick={() => void navigator.share({ title, url }).catch(() => undefined)}
    >
      <Share2 className="size-4" aria-hidden="true" />
      Share
    </Button>
  );
}

/** The code of a new invite, as something to scan, to send and to read out. */
export function InviteCard({
  code,
  band,
  role,
  roles,
  busy,
  onRole,
  onClose,
}: {
  readonly code: string;
  /** What the band is called, if this device knows. */
  readonly band: string | null;
  readonly role: InviteRole;
  /** To what this person may invite. */
  readonly roles: readonly InviteRole[];
  readonly busy: boolean;
  readonly onRole: (role: InviteRole) => void;
  readonly onClose: () => void;
}) {
  const link = `${window.location.origin}/join/${encodeURIComponent(code)}`;
  return (
    <section
      aria-label="New invitation"
      className="relative grid gap-x-6 gap-y-4 rounded-[14px] border border-control bg-surface p-5 sm:grid-cols-[11rem_minmax(0,1fr)]"
    >
      <IconButton label="Close" onClick={onClose} className="absolute top-2 right-2">
        <X className="size-5" aria-hidden="true" />
      </IconButton>
      <div className="grid content-start gap-2 justify-self-center">
        <div className="size-44">
          <Suspense fallback={null}>
            <InviteQr link={link} />
          </Suspense>
        </div>
        <p className="text-center text-12 text-muted">Scan to join</p>
      </div>
      <div className="grid min-w-0 content-start gap-4">
        <div className="sm:pr-8">
          <p className="text-13 text-secondary">Code to join</p>
          <p data-invite-code={code} className="text-18 font-bold tracking-[0.06em] tabular-nums select-all">
            {code}
          </p>
        </div>
        <p className="truncate rounded-[10px] border border-hairline bg-bg px-3 py-2 text-13 text-secondary select-all">
          {link}
        </p>
        <div className="flex flex-wrap gap-3">
          <ShareButton title={`Join ${band ?? 'our band'} on RockOn`} url={link} />
          <CopyButton text={link} icon={<Link2 className="size-4" aria-hidden="true" />}>
            Copy link
          </CopyButton>
          <CopyButton text={code} icon={<Copy className="size-4" aria-hidden="true" />}>
            Copy code
          </CopyButton>
        </div>
        <SelectField
          label="Joins as"
          value={role}
          disabled={busy}
          hint="Whoever opens the link can sign up first: the way into the band is kept."
          onChange={(event) => {
            const chosen = roles.find((each) => each === event.target.value);
            if (chosen !== undefined) onRole(chosen);
          }}
        >
          {roles.map((value) => (
            <option key={value} value={value}>
              {ROLE_TEXTS[value]}
            </option>
          ))}
        </SelectField>
      </div>
    </section>
  );
}
