import { type FieldChange, isPlace, isTick, placeName, quotedItem, tickOf, valueInWords } from '@rockon/domain';
import * as messages from './messages.tsx';

/** The old and new value of one field or item, in a form that needs no color and can be read aloud. */
export function ChangeLine({
  field,
  was,
  is,
  row,
  current,
}: FieldChange & { readonly row: object | null; readonly current: object | undefined }) {
  const inMap = field.includes('/');
  const name = inMap ? placeName(field, row, current) : placeName(field);
  if (isPlace(field)) return <p>{name}</p>;
  if (isTick(field)) return <p>{tickOf(field, is, row, current)}</p>;
  const whole = inMap && field.split('/').length === 2;
  if (whole && is === null) return <p>{messages.removedItem(was === undefined ? name : quotedItem(was))}</p>;
  if (whole && was === null) return <p>{messages.addedItem(quotedItem(is))}</p>;
  return (
    <p className="whitespace-pre-wrap">
      <span className="text-muted">{name}: </span>
      {was !== undefined && (
        <>
          <del className="text-muted">
            <span className="sr-only">{messages.was}</span>
            {valueInWords(field, was)}
          </del>{' '}
          <span aria-hidden="true">→</span> <span className="sr-only">{messages.isNow}</span>
        </>
      )}
      <span className="font-medium text-text">{valueInWords(field, is)}</span>
    </p>
  );
}
