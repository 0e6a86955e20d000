import type { ReactNode } from 'react';

/** One line of a menu; names are unique within it. */
export type MenuEntry =
  | {
      readonly kind: 'item';
      readonly name: string;
      readonly icon?: ReactNode;
      readonly danger?: boolean;
      /** Muted text after the name. */
      readonly aside?: string;
      /** Marked as the current choice. */
      readonly current?: boolean;
      readonly onSelect: () => void;
    }
  | { readonly kind: 'link'; readonly name: string; readonly icon?: ReactNode; readonly to: string }
  | { readonly kind: 'label'; readonly name: string }
  | { readonly kind: 'line'; readonly name: string };
