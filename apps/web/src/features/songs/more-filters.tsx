import type { Song } from '@rockon/domain';
import { useMemo } from 'react';
import { cx } from '../../ui/cx.ts';
import { MORE_FILTERS, type MoreFilters } from './song-view.ts';

const LABELS: Readonly<Record<keyof MoreFilters, string>> = { tag: 'Tag', key: 'Key', tuning: 'Tuning' };

const valuesOf: Readonly<Record<keyof MoreFilters, (song: Song) => readonly (string | null)[]>> = {
  tag: ({ tags }) => tags,
  key: ({ key }) => [key],
  tuning: ({ tuning }) => [tuning],
};

/** Narrow the list to one tag, key or tuning that the band uses. What nobody uses is not offered. */
export function MoreFilterSelects({
  songs,
  filters,
  onChange,
}: {
  readonly songs: readonly Song[];
  readonly filters: MoreFilters;
  readonly onChange: (name: keyof MoreFilters, value: string | null) => void;
}) {
  const offered = useMemo(
    () =>
      MORE_FILTERS.map((name) => {
        const values = new Set<string>();
        for (const song of songs) for (const value of valuesOf[name](song)) if (value !== null) values.add(value);
        return [name, [...values].sort((a, b) => a.localeCompare(b))] as const;
      }),
    [songs],
  );
  return offered.map(([name, values]) => {
    const chosen = filters[name];
    if (values.length === 0 && chosen === null) return null;
    return (
      <select
        key={name}
        aria-label={LABELS[name]}
        value={chosen ?? ''}
        onChange={(event) => onChange(name, event.target.value === '' ? null : event.target.value)}
        className={cx(
          'h-8 max-w-40 shrink-0 cursor-pointer rounded-full border px-2.5 text-13 touch:h-11 touch:px-3',
          chosen === null
            ? 'border-hairline bg-bg text-secondary hover:border-control'
            : 'border-control bg-raised font-medium text-text',
        )}
      >
        <option value="">{`${LABELS[name]}: any`}</option>
        {(chosen === null || values.includes(chosen) ? values : [chosen, ...values]).map((value) => (
          <option key={value} value={value}>
            {value}
          </option>
        ))}
      </select>
    );
  });
}
