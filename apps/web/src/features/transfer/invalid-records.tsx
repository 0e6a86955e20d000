import { type BandTable, columnLabel, ENTITIES, type ImportRow } from '@rockon/domain';
import { Button } from '../../ui/button.tsx';

const SHOWN = 50;

/** What of a file cannot be taken, where it stands, and why. */
export function WrongRecords({
  wrong,
  onDownload,
}: {
  readonly wrong: readonly { readonly table: BandTable; readonly from: ImportRow }[];
  /** Null where the file is none that a person would mend. */
  readonly onDownload: (() => void) | null;
}) {
  return (
    <section aria-label="Wrong records" className="grid gap-2">
      <ul className="grid gap-1 text-13">
        {wrong.slice(0, SHOWN).map(({ table, from }) => (
          <li key={`${table} ${from.place}`}>
            <span className="font-medium">
              {onDownload === null ? `${ENTITIES[table].noun} ${from.place}` : `Line ${from.place}`}
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
        {wrong.length > SHOWN && <li className="text-muted">and {(wrong.length - SHOWN).toLocaleString('en')} more</li>}
      </ul>
      {onDownload !== null && (
        <div>
          <Button size="sm" onClick={onDownload}>
            Download the wrong lines
          </Button>
        </div>
      )}
    </section>
  );
}
