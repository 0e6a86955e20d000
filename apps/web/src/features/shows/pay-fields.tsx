import { moneyText, parseMoney, show } from '@rockon/domain';
import { useId, useState } from 'react';
import { knownCurrencies } from '../../lib/device-zone.ts';
import type { RecordFormPart } from '../../records/use-record-form.ts';
import { TextField } from '../../ui/field.tsx';
import * as messages from './messages.ts';

/** The inputs for pay: people type an amount, the form keeps it in minor units of the currency. */
export function PayFields({ form, field }: RecordFormPart<typeof show>) {
  const list = useId();
  const start = form.getValues();
  const [text, setText] = useState(() =>
    start.payMinor === '' ? '' : moneyText(Number(start.payMinor), start.currency || null),
  );
  const hold = (typed: string, currency: string) => {
    const minor = parseMoney(typed, currency.trim().toUpperCase() || null);
    // A text that is no amount becomes an invalid value, so that validation rejects it.
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
        label={show.fields.payMinor.label}
        name={pay.name}
        value={text}
        inputMode="decimal"
        autoComplete="off"
        error={pay.error === undefined ? undefined : messages.invalidPay}
        {...(pay.hint !== undefined && { hint: pay.hint })}
        onChange={(event) => {
          setText(event.target.value);
          hold(event.target.value, form.getValues('currency'));
        }}
        onBlur={pay.onBlur}
      />
      <TextField
        label={show.fields.currency.label}
        {...currency}
        placeholder={messages.currencyPlaceholder}
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
