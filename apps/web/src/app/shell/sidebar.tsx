import { bandInitials, formatNumber } from '@rockon/domain';
import { ChevronsUpDown } from 'lucide-react';
import type { ReactNode } from 'react';
import { NavLink } from 'react-router';
import { useBand } from '../../band/band-context.tsx';
import { PersonAvatar } from '../../band/person-avatar.tsx';
import { SearchButton } from '../../features/palette/search-button.tsx';
import { useAccount } from '../../session/session-context.tsx';
import { BandTile } from '../../ui/avatar.tsx';
import { cx } from '../../ui/cx.ts';
import * as messages from '../messages.ts';
import { BandMenu } from './band-menu.tsx';
import { NAVIGATION, SIDE_NAVIGATION } from './navigation.ts';
import { useUnreadCounts } from './use-unread-counts.ts';

function Item({
  to,
  label,
  icon: Icon,
  unread = 0,
}: {
  readonly to: string;
  readonly label: string;
  readonly icon: (typeof NAVIGATION)[number]['icon'];
  readonly unread?: number | undefined;
}) {
  return (
    <li>
      <NavLink
        to={to}
        end={to === '/'}
        aria-description={unread > 0 ? messages.unread(unread) : undefined}
        className={({ isActive }) =>
          cx(
            'group flex h-10 items-center gap-3 rounded-[10px] px-3 font-medium transition-colors touch:h-11',
            isActive ? 'bg-raised text-text' : 'text-secondary hover:bg-raised/60 hover:text-text',
          )
        }
      >
        <Icon className="size-5 group-aria-[current=page]:text-accent" strokeWidth={1.9} aria-hidden="true" />
        {label}
        {unread > 0 && (
          <span className="ml-auto flex items-center gap-1.5 text-12 font-semibold text-text" aria-hidden="true">
            <span className="size-2 rounded-full bg-syncing" />
            {formatNumber(unread)}
          </span>
        )}
      </NavLink>
    </li>
  );
}

export function Sidebar({ indicator }: { readonly indicator: ReactNode }) {
  const band = useBand();
  const { identity } = useAccount();
  const unread = useUnreadCounts();
  const me = band.memberOf(identity.userId);
  const name = me?.name ?? identity.name;
  return (
    <aside className="sticky top-0 flex h-dvh flex-col gap-3.5 overflow-y-auto border-r border-hairline bg-surface px-3 pt-4 pb-3">
      <BandMenu
        trigger={(props) => (
          <button
            type="button"
            {...props}
            className="flex items-center gap-2.5 rounded-[10px] px-1.5 py-1 text-left hover:bg-raised data-[state=open]:bg-raised"
          >
            <BandTile initials={bandInitials(band.name ?? '')} />
            <span className="min-w-0 flex-1">
              <b className="block truncate text-14 font-semibold">{band.name ?? '…'}</b>
              <span className="block text-12 text-muted">
                {band.complete && messages.memberCount(band.members.length)}
              </span>
            </span>
            <ChevronsUpDown className="size-4 shrink-0 text-muted" aria-hidden="true" />
          </button>
        )}
      />
      {indicator}
      <SearchButton />
      <nav aria-label={messages.navigation} className="contents">
        <ul className="grid gap-0.5">
          {NAVIGATION.map((item) => (
            <Item key={item.to} {...item} unread={unread[item.to]} />
          ))}
          <li aria-hidden="true" className="mx-3 my-2 h-px bg-hairline" />
          {SIDE_NAVIGATION.map((item) => (
            <Item key={item.to} {...item} />
          ))}
        </ul>
      </nav>
      <div className="mt-auto flex items-center gap-2.5 border-t border-hairline px-1.5 pt-3">
        <PersonAvatar userId={identity.userId} name={name} avatar={me?.avatar ?? null} />
        <div className="min-w-0">
          <p className="truncate text-14 font-medium">{name}</p>
          <p className="truncate text-12 text-muted">{me?.instruments.join(', ') || identity.email}</p>
        </div>
      </div>
    </aside>
  );
}
