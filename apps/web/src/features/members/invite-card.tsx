import { Check, Copy, Link2, Share2, X } from 'lucide-react';
import { type ComponentType, lazy, type ReactNode, Suspense, useState } from 'react';
import { Button, IconButton } from '../../ui/button.tsx';
import { SelectField } from '../../ui/field.tsx';
import * as messages from './messages.ts';
import type { InviteRole } from './use-invite.ts';

/** Shown when the QR module cannot be loaded: the link and the code are enough to join. */
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
          // The browser refused: code and link are on screen and can be selected by hand.
        }
      }}
    >
      {copied ? <Check className="size-4 text-synced" aria-hidden="true" /> : icon}
      {copied ? messages.copied : children}
    </Button>
  );
}

/** Opens the device's share sheet, where there is one (on phones, rarely elsewhere). */
function ShareButton({ title, url }: { readonly title: string; readonly url: string }) {
  if (typeof navigator.share !== 'function') return null;
  return (
    <Button
      size="sm"
      variant="primary"
      // Closing the share sheet rejects; that needs no error message.
      onClick={() => void navigator.share({ title, url }).catch(() => undefined)}
    >
      <Share2 className="size-4" aria-hidden="true" />
      {messages.share}
    </Button>
  );
}

/** A new invite as a QR code, a link and a code to read out. */
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
  /** Null while this device does not know the band's name. */
  readonly band: string | null;
  readonly role: InviteRole;
  /** The roles that this person may give. */
  readonly roles: readonly InviteRole[];
  readonly busy: boolean;
  readonly onRole: (role: InviteRole) => void;
  readonly onClose: () => void;
}) {
  const link = `${window.location.origin}/join/${encodeURIComponent(code)}`;
  return (
    <section
      aria-label={messages.newInvite}
      className="relative grid gap-x-6 gap-y-4 rounded-[14px] border border-control bg-surface p-5 sm:grid-cols-[11rem_minmax(0,1fr)]"
    >
      <IconButton label={messages.close} onClick={onClose} className="absolute top-2 right-2">
        <X className="size-5" aria-hidden="true" />
      </IconButton>
      <div className="grid content-start gap-2 justify-self-center">
        <div className="size-44">
          <Suspense fallback={null}>
            <InviteQr link={link} />
          </Suspense>
        </div>
        <p className="text-center text-12 text-muted">{messages.scanToJoin}</p>
      </div>
      <div className="grid min-w-0 content-start gap-4">
        <div className="sm:pr-8">
          <p className="text-13 text-secondary">{messages.inviteCode}</p>
          <p data-invite-code={code} className="text-18 font-bold tracking-[0.06em] tabular-nums select-all">
            {code}
          </p>
        </div>
        <p className="truncate rounded-[10px] border border-hairline bg-bg px-3 py-2 text-13 text-secondary select-all">
          {link}
        </p>
        <div className="flex flex-wrap gap-3">
          <ShareButton title={messages.shareTitle(band)} url={link} />
          <CopyButton text={link} icon={<Link2 className="size-4" aria-hidden="true" />}>
            {messages.copyLink}
          </CopyButton>
          <CopyButton text={code} icon={<Copy className="size-4" aria-hidden="true" />}>
            {messages.copyCode}
          </CopyButton>
        </div>
        <SelectField
          label={messages.joinsAs}
          value={role}
          disabled={busy}
          hint={messages.joinsAsHint}
          onChange={(event) => {
            const chosen = roles.find((each) => each === event.target.value);
            if (chosen !== undefined) onRole(chosen);
          }}
        >
          {roles.map((value) => (
            <option key={value} value={value}>
              {messages.INVITE_ROLES[value]}
            </option>
          ))}
        </SelectField>
      </div>
    </section>
  );
}
