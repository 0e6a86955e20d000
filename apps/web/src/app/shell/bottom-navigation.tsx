import { NavLink } from 'react-router';
import { cx } from '../../ui/cx.ts';
import * as messages from '../messages.ts';
import { NAVIGATION } from './navigation.ts';
import { useUnreadCounts } from './use-unread-counts.ts';

export function BottomNavigation() {
  const unread = useUnreadCounts();
  return (
    <nav
      aria-label={messages.navigation}
      className="fixed inset-x-0 bottom-0 z-30 border-t border-hairline bg-surface pb-[env(safe-area-inset-bottom)]"
    >
      <ul className="grid grid-cols-5">
        {NAVIGATION.map(({ to, label, icon: Icon }) => (
          <li key={to}>
            <NavLink
              to={to}
              end={to === '/'}
              aria-description={(unread[to] ?? 0) > 0 ? messages.unread(unread[to] ?? 0) : undefined}
              className={({ isActive }) =>
                cx(
                  'group grid h-[4.125rem] content-center justify-items-center gap-1 text-12 font-medium',
                  isActive ? 'text-text' : 'text-muted',
                )
              }
            >
              <span className="relative">
                <Icon
                  className="size-[1.375rem] group-aria-[current=page]:text-accent"
                  strokeWidth={1.9}
                  aria-hidden="true"
                />
                {(unread[to] ?? 0) > 0 && (
                  <span
                    aria-hidden="true"
                    className="absolute -top-0.5 -right-1.5 size-2.5 rounded-full border-2 border-surface bg-syncing"
                  />
                )}
              </span>
              {label}
            </NavLink>
          </li>
        ))}
      </ul>
    </nav>
  );
}
