import { type FieldChange, isPlace, placeName, quotedItem, valueInWords } from '@rockon/domain';

/** Old and new of one field or item, told apart without colour and read out as words. */
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
  const whole = inMap && field.split('/').length === 2;
  if (whole && (was === null || is === null)) {
    return <p>{is === null ? `Took out ${was === undefined ? name : quotedItem(was)}` : `Put in ${quotedItem(is)}`}</p>;
  }
  return (
    <p className="whitespace-pre-wrap">
      <span className="text-muted">{name}: </span>
      {was !== undefined && (
        <>
          <del className="text-muted">
            <span className="sr-only">was </span>
            {valueInWords(field, was)}
          </del>{' '}
          <span aria-hidden="true">→</span> <span className="sr-only">is now </span>
        </>
      )}
      <span className="font-medium text-text">{valueInWords(field, is)}</span>
    </p>
  );
}
