import { columnLabel, type Entity, type Mapping } from '@rockon/domain';
import * as messages from './messages.ts';

/** Assigns the file's columns to fields; each field comes from one column only. */
export function ColumnMapping({
  entity,
  header,
  sample,
  mapping,
  onChange,
}: {
  readonly entity: Entity;
  readonly header: readonly string[];
  readonly sample: readonly string[];
  readonly mapping: Mapping;
  readonly onChange: (mapping: Mapping) => void;
}) {
  const fields = [...Object.keys(entity.fields), ...Object.keys(entity.maps)];
  return (
    <fieldset className="grid gap-2">
      <legend className="mb-2 text-13 font-medium text-secondary">{messages.columns}</legend>
      <ul className="grid gap-2">
        {header.map((head, column) => {
          const name = head.trim() === '' ? messages.columnNumber(column + 1) : head;
          return (
            // biome-ignore lint/suspicious/noArrayIndexKey: a file may name two columns alike
            <li key={column} className="grid items-center gap-x-3 gap-y-1 sm:grid-cols-[minmax(0,1fr)_12.5rem]">
              <p className="min-w-0 truncate text-14">
                {name} <span className="text-13 text-muted">{sample[column]}</span>
              </p>
              <select
                aria-label={messages.columnLabel(name)}
                value={mapping[column] ?? ''}
                onChange={(event) => {
                  const field = event.target.value === '' ? null : event.target.value;
                  onChange(
                    header.map((_, index) => {
                      if (index === column) return field;
                      const before = mapping[index] ?? null;
                      return before === field ? null : before;
                    }),
                  );
                }}
                className="h-9 w-full rounded-[10px] border border-control bg-bg px-2.5 text-14 touch:h-11"
              >
                <option value="">{messages.skipColumn}</option>
                {fields.map((field) => (
                  <option key={field} value={field}>
                    {columnLabel(entity, field)}
                  </option>
                ))}
              </select>
            </li>
          );
        })}
      </ul>
    </fieldset>
  );
}
