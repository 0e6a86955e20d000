import { bandInitials } from '@rockon/domain';
import { ChevronDown } from 'lucide-react';
import type { ReactNode } from 'react';
import { useBand } from '../../band/band-context.tsx';
import { SearchButton } from '../../features/palette/search-button.tsx';
import { BandTile } from '../../ui/avatar.tsx';
import { BandMenu } from './band-menu.tsx';
import { SIDE_NAVIGATION } from './navigation.ts';

const LINKS = SIDE_NAVIGATION.map(({ to, label, icon: Icon }) => ({
  kind: 'link' as const,
  name: label,
  to,
  icon: <Icon className="mx-2 size-4" aria-hidden="true" />,
}));

export function PhoneHeader({ indicator }: { readonly indicator: ReactNode }) {
  const band = useBand();
  return (
    <header className="sticky top-0 z-30 flex items-center gap-2 border-b border-hairline bg-bg px-3 pt-[max(0.375rem,env(safe-area-inset-top))] pb-1.5">
      <BandMenu
        links={LINKS}
        trigger={(props) => (
          <button
            type="button"
            {...props}
            className="flex min-h-11 min-w-0 items-center gap-2 rounded-[10px] pr-1 text-left"
          >
            <BandTile initials={bandInitials(band.name ?? '')} size="sm" />
            <b className="truncate text-16 font-semibold">{band.name ?? '…'}</b>
            <ChevronDown className="size-4 shrink-0 text-muted" aria-hidden="true" />
          </button>
        )}
      />
      <div className="ml-auto flex shrink-0 items-center">
        {indicator}
        <SearchButton compact />
      </div>
    </header>
  );
}
