import { ArrowDownUp, ArrowDownWideNarrow, ArrowUpNarrowWide } from 'lucide-react';
import { Menu } from './menu.tsx';

export interface SortChoice<S extends string> {
  readonly value: S;
  readonly label: string;
}

/** The order of a list as one button with a menu, for where there are no column heads: on a phone. */
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
  /** The choice that holds already asks for the other direction, as pressing a column head again does. */
  readonly onSort: (value: S) => void;
  /** Where a column head says the order already: only what the button is for. */
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
          aria-label={quiet ? 'Sort' : `Sort: ${label}, ${descending ? 'descending' : 'ascending'}`}
          className="inline-flex min-h-10 items-center gap-2 rounded-[10px] px-2.5 text-13 font-medium text-secondary hover:bg-raised hover:text-text touch:min-h-11"
        >
          <ArrowDownUp className="size-4" aria-hidden="true" />
          {quiet ? 'Sort' : label}
        </button>
      )}
      entries={[
        { kind: 'label', name: 'Sort by' },
        ...choices.map((choice) => ({
          kind: 'item' as const,
          name: choice.label,
          current: choice.value === value,
          onSelect: () => onSort(choice.value),
        })),
        { kind: 'line', name: 'direction' },
        {
          kind: 'item',
          name: descending ? 'Ascending' : 'Descending',
          icon: <Direction className="size-4" aria-hidden="true" />,
          onSelect: () => onSort(value),
        },
      ]}
    />
  );
}
