import { NavLink } from 'react-router';
import { cx } from '../../ui/cx.ts';
import { NAVIGATION } from './navigation.ts';

export function BottomNavigation() {
  return (
    <nav
      aria-label="Main"
      className="fixed inset-x-0 bottom-0 z-30 border-t border-hairline bg-surface pb-[env(safe-area-inset-bottom)]"
    >
      <ul className="grid grid-cols-5">
        {NAVIGATION.map(({ to, label, icon: Icon }) => (
          <li key={to}>
            <NavLink
              to={to}
              end={to === '/'}
              className={({ isActive }) =>
                cx(
                  'group grid h-[66px] content-center justify-items-center gap-1 text-12 font-medium',
                  isActive ? 'text-text' : 'text-muted',
                )
              }
            >
              <Icon
                className="size-[22px] group-aria-[current=page]:text-accent"
                strokeWidth={1.9}
                aria-hidden="true"
              />
              {label}
            </NavLink>
          </li>
        ))}
      </ul>
    </nav>
  );
}
