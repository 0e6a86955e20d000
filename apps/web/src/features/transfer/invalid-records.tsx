import { type BandTable, columnLabel, ENTITIES, type ImportRow } from '@rockon/domain';
import { Button } from '../../ui/button.tsx';
import * as messages from './messages.ts';

const SHOWN = 50;

/** The rows of a file that cannot be imported, and why. */
export function InvalidRecords({
  wrong,
  onDownload,
}: {
  readonly wrong: readonly { readonly table: BandTable; readonly from: ImportRow }[];
  /** Null for a JSON file, which people do not correct by hand. */
  readonly onDownload: (() => void) | null;
}) {
  return (
    <section aria-label={messages.rowsWithErrors} className="grid gap-2">
      <ul className="grid gap-1 text-13">
        {wrong.slice(0, SHOWN).map(({ table, from }) => (
          <li key={`${table} ${from.place}`}>
            <span className="font-medium">
              {onDownload === null ? messages.recordNumber(ENTITIES[table].noun, from.place) : messages.row(from.place)}
            </span>{' '}
            <span className="text-error">
              {Object.entries(from.errors)
                .map(([field, message]) =>
                  message.includes(' ') ? message : `${columnLabel(ENTITIES[table], field)}: ${message}`,
                )
                .join('; ')}
            </span>
          </li>
        ))}
        {wrong.length > SHOWN && <li className="text-muted">{messages.andMore(wrong.length - SHOWN)}</li>}
      </ul>
      {onDownload !== null && (
        <div>
          <Button size="sm" onClick={onDownload}>
            {messages.downloadErrors}
          </Button>
        </div>
      )}
    </section>
  );
}
