import { keysOf, PLAYED_FILTERS, type PlayedFilter, type Song } from '@rockon/domain';
import { useMemo } from 'react';
import { cx } from '../../ui/cx.ts';
import * as messages from './messages.ts';
import { MORE_FILTERS, type MoreFilters } from './song-view.ts';

const LABELS: Readonly<Record<keyof MoreFilters, { readonly label: string; readonly any: string }>> = {
  tag: { label: messages.tag, any: messages.anyTag },
  key: { label: messages.key, any: messages.anyKey },
  tuning: { label: messages.tuning, any: messages.anyTuning },
};

const valuesOf: Readonly<Record<keyof MoreFilters, (song: Song) => readonly (string | null)[]>> = {
  tag: ({ tags }) => tags,
  key: ({ key }) => [key],
  tuning: ({ tuning }) => [tuning],
};

function FilterSelect({
  label,
  any,
  chosen,
  options,
  disabled = false,
  onChange,
}: {
  readonly label: string;
  readonly any: string;
  readonly chosen: string | null;
  readonly options: readonly (readonly [string, string])[];
  readonly disabled?: boolean;
  readonly onChange: (value: string | null) => void;
}) {
  return (
    <select
      aria-label={label}
      value={chosen ?? ''}
      disabled={disabled}
      onChange={(event) => onChange(event.target.value === '' ? null : event.target.value)}
      className={cx(
        'h-8 max-w-48 shrink-0 cursor-pointer field-sizing-content rounded-full border px-2.5 text-13 touch:h-11 touch:px-3',
        chosen === null
          ? 'border-hairline bg-bg text-secondary hover:border-control'
          : 'border-control bg-raised font-medium text-text',
      )}
    >
      <option value="">{any}</option>
      {options.map(([value, words]) => (
        <option key={value} value={value}>
          {words}
        </option>
      ))}
    </select>
  );
}

/** Filters by tag, key and tuning. Only values that the band uses are offered. */
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
    const all = chosen === null || values.includes(chosen) ? values : [chosen, ...values];
    return (
      <FilterSelect
        key={name}
        {...LABELS[name]}
        chosen={chosen}
        options={all.map((value) => [value, value])}
        onChange={(value) => onChange(name, value)}
      />
    );
  });
}

/** Filters by when songs were played. Enabled once the device has all shows and setlists. */
export function PlayedSelect({
  chosen,
  known,
  onChange,
}: {
  readonly chosen: PlayedFilter | null;
  readonly known: boolean;
  readonly onChange: (value: PlayedFilter | null) => void;
}) {
  return (
    <FilterSelect
      label={messages.played}
      any={messages.anyPlayed}
      chosen={chosen}
      options={Object.entries(PLAYED_FILTERS)}
      disabled={!known && chosen === null}
      onChange={(value) => onChange(keysOf(PLAYED_FILTERS).find((each) => each === value) ?? null)}
    />
  );
}
