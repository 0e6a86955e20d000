import { canEdit, invitableRoles } from '@rockon/domain';
import { ChevronRight, ClipboardPaste, FileUp, UserPlus } from 'lucide-react';
import type { ReactNode } from 'react';
import { Link } from 'react-router';
import { useBand } from '../../band/band-context.tsx';
import { cx } from '../../ui/cx.ts';
import { cardClass, Section } from '../../ui/page.tsx';
import * as messages from './messages.tsx';
import { linkClass, rowClass } from './row-classes.ts';

function Step({
  to,
  icon,
  title,
  children,
}: {
  readonly to: string;
  readonly icon: ReactNode;
  readonly title: string;
  readonly children: string;
}) {
  return (
    <li className={cx(rowClass, 'relative hover:bg-raised/50')}>
      <span className="grid size-9 shrink-0 place-items-center rounded-[10px] bg-raised text-accent [&_svg]:size-4.5">
        {icon}
      </span>
      <div className="min-w-0 flex-1">
        <Link to={to} className={cx(linkClass, 'font-medium')}>
          {title}
        </Link>
        <p className="text-13 text-secondary">{children}</p>
      </div>
      <ChevronRight className="size-4 shrink-0 text-muted" aria-hidden="true" />
    </li>
  );
}

/** First steps in a band without any data. Shown only when the device has all of the band's data. */
export function FirstSteps() {
  const band = useBand();
  const invites = invitableRoles(band.role).length > 0;
  if (!canEdit(band.role)) {
    return <p className={cx(cardClass, 'px-4 py-6 text-center text-14 text-secondary')}>{messages.emptyForViewers}</p>;
  }
  return (
    <Section title={messages.getStarted}>
      <ul className={cx(cardClass, 'overflow-hidden')}>
        <Step to="/songs" icon={<ClipboardPaste aria-hidden="true" />} title={messages.addSongs}>
          {messages.addSongsDetail}
        </Step>
        <Step to="/transfer" icon={<FileUp aria-hidden="true" />} title={messages.importData}>
          {messages.importDetail}
        </Step>
        {invites && (
          <Step to="/members" icon={<UserPlus aria-hidden="true" />} title={messages.invite}>
            {messages.inviteDetail}
          </Step>
        )}
      </ul>
    </Section>
  );
}
