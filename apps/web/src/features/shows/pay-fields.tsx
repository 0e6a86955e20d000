import { moneyText, parseMoney, type show } from '@rockon/domain';
import { useId, useState } from 'react';
import { knownCurrencies } from '../../lib/device-zone.ts';
import type { RecordFormPart } from '../../records/use-record-form.ts';
import { TextField } from '../../ui/field.tsx';

const WRONG = 'Pay must be an amount like 450 or 450.50';

/** What is typed is an amount; what the form holds are the smallest coins of its currency. */
export function PayFields({ form, field }: RecordFormPart<typeof show>) {
  const list = useId();
  const start = form.getValues();
  const [text, setText] = useState(() =>
    start.payMinor === '' ? '' : moneyText(Number(start.payMinor), start.currency || null),
  );
  const hold = (typed: string, currency: string) => {
    const minor = parseMoney(typed, currency.trim().toUpperCase() || null);
    // What is no amount stays in the form as it was typed, where the check refuses it.
    form.setValue('payMinor', minor === null ? '' : Number.isNaN(minor) ? 'no amount' : String(minor), {
      shouldDirty: true,
      shouldValidate: form.formState.isSubmitted,
    });
  };
  const pay = field('payMinor');
  const currency = field('currency');
  return (
    <>
      <TextField
        label="Pay"
        name={pay.name}
        value={text}
        inputMode="decimal"
        autoComplete="off"
        error={pay.error === undefined ? undefined : WRONG}
        {...(pay.hint !== undefined && { hint: pay.hint })}
        onChange={(event) => {
          setText(event.target.value);
          hold(event.target.value, form.getValues('currency'));
        }}
        onBlur={pay.onBlur}
      />
      <TextField
        label="Currency"
        {...currency}
        placeholder="EUR"
        list={list}
        autoComplete="off"
        autoCapitalize="characters"
        maxLength={3}
        onChange={async (event) => {
          await currency.onChange(event);
          hold(text, event.target.value);
        }}
      />
      <datalist id={list}>
        {knownCurrencies().map((code) => (
          <option key={code} value={code} />
        ))}
      </datalist>
    </>
  );
}
