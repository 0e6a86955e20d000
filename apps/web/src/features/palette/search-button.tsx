import { Search } from 'lucide-react';
import { PALETTE_KEYS, palette } from '../../lib/palette.ts';
import { IconButton } from '../../ui/button.tsx';
import * as common from '../../ui/messages.ts';

/** Opens search, for people who do not know the shortcut. */
export function SearchButton({ compact = false }: { readonly compact?: boolean }) {
  if (compact) {
    return (
      <IconButton label={common.search} aria-haspopup="dialog" onClick={() => palette.set(true)}>
        <Search className="size-5" aria-hidden="true" />
      </IconButton>
    );
  }
  return (
    <button
      type="button"
      aria-haspopup="dialog"
      aria-keyshortcuts="Control+K Meta+K"
      onClick={() => palette.set(true)}
      className="flex h-10 items-center gap-2.5 rounded-[10px] border border-hairline bg-bg px-3 text-14 text-muted hover:border-control hover:text-secondary touch:h-11"
    >
      <Search className="size-4" aria-hidden="true" />
      {common.search}
      <span className="ml-auto font-sans text-12 text-muted" aria-hidden="true">
        {PALETTE_KEYS}
      </span>
    </button>
  );
}
