import { ArrowDownUp, ArrowDownWideNarrow, ArrowUpNarrowWide } from 'lucide-react';
import { Menu } from './menu.tsx';
import * as messages from './messages.ts';

export interface SortChoice<S extends string> {
  readonly value: S;
  readonly label: string;
}

/** The order of a list as a button with a menu, for phones, where there are no column headers. */
export function SortMenu<S extends string>({
  choices,
  value,
  descending,
  onSort,
  quiet = false,
}: {
  readonly choices: readonly SortChoice<S>[];
  readonly value: S;
  readonly descending: boolean;
  /** Choosing the current one again reverses the direction, as pressing a column header again does. */
  readonly onSort: (value: S) => void;
  /** Shows only "Sort", where a column header shows the order already. */
  readonly quiet?: boolean;
}) {
  const label = choices.find((choice) => choice.value === value)?.label ?? '';
  const Direction = descending ? ArrowDownWideNarrow : ArrowUpNarrowWide;
  return (
    <Menu
      trigger={(props) => (
        <button
          type="button"
          {...props}
          aria-label={
            quiet ? messages.sort : descending ? messages.sortedDescending(label) : messages.sortedAscending(label)
          }
          className="inline-flex min-h-10 items-center gap-2 rounded-[10px] px-2.5 text-13 font-medium text-secondary hover:bg-raised hover:text-text touch:min-h-11"
        >
          <ArrowDownUp className="size-4" aria-hidden="true" />
          {quiet ? messages.sort : label}
        </button>
      )}
      entries={[
        { kind: 'label', name: messages.sortBy },
        ...choices.map((choice) => ({
          kind: 'item' as const,
          name: choice.label,
          current: choice.value === value,
          onSelect: () => onSort(choice.value),
        })),
        { kind: 'line', name: 'direction' },
        {
          kind: 'item',
          name: descending ? messages.ascending : messages.descending,
          icon: <Direction className="size-4" aria-hidden="true" />,
          onSelect: () => onSort(value),
        },
      ]}
    />
  );
}
