import { Check, Copy, Link2, X } from 'lucide-react';
import { type ReactNode, useState } from 'react';
import { Button, IconButton } from '../../ui/button.tsx';
import { SelectField } from '../../ui/field.tsx';
import type { InviteRole } from './use-invite.ts';

const ROLE_TEXTS: Readonly<Record<InviteRole, string>> = {
  member: 'Member: changes songs',
  viewer: 'Viewer: reads only',
  admin: 'Admin: also manages people',
};

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

/** The code of a new invite, as something to read out and as a link to send. */
export function InviteCard({
  code,
  role,
  roles,
  busy,
  onRole,
  onClose,
}: {
  readonly code: string;
  readonly role: InviteRole;
  /** To what this person may invite. */
  readonly roles: readonly InviteRole[];
  readonly busy: boolean;
  readonly onRole: (role: InviteRole) => void;
  readonly onClose: () => void;
}) {
  const link = `${window.location.origin}/join/${encodeURIComponent(code)}`;
  return (
    <section aria-label="New invitation" className="grid gap-4 rounded-[14px] border border-control bg-surface p-5">
      <div className="flex items-start gap-4">
        <div className="min-w-0 flex-1">
          <p className="text-13 text-secondary">Code to join</p>
          <p data-invite-code={code} className="text-22 font-bold tracking-[0.06em] select-all">
            {code}
          </p>
        </div>
        <IconButton label="Close" onClick={onClose} className="-mt-2 -mr-2">
          <X className="size-5" aria-hidden="true" />
        </IconButton>
      </div>
      <p className="truncate rounded-[10px] border border-hairline bg-bg px-3 py-2 text-13 text-secondary select-all">
        {link}
      </p>
      <div className="flex flex-wrap items-end gap-3">
        <CopyButton text={link} icon={<Link2 className="size-4" aria-hidden="true" />}>
          Copy link
        </CopyButton>
        <CopyButton text={code} icon={<Copy className="size-4" aria-hidden="true" />}>
          Copy code
        </CopyButton>
        <SelectField
          label="Joins as"
          value={role}
          disabled={busy}
          onChange={(event) => {
            const chosen = roles.find((each) => each === event.target.value);
            if (chosen !== undefined) onRole(chosen);
          }}
          className="ml-auto"
        >
          {roles.map((value) => (
            <option key={value} value={value}>
              {ROLE_TEXTS[value]}
            </option>
          ))}
        </SelectField>
      </div>
      <p className="text-13 text-muted">Whoever opens the link can sign up first: the way into the band is kept.</p>
    </section>
  );
}
