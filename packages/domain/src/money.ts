const digits = new Map<string, number>();

/** The number of decimals of a currency: EUR 2, JPY 0, KWD 3; 2 when unknown. */
export function currencyDigits(currency: string | null): number {
  if (currency === null) return 2;
  const known = digits.get(currency);
  if (known !== undefined) return known;
  let count = 2;
  try {
    const options = new Intl.NumberFormat('en', { style: 'currency', currency }).resolvedOptions();
    count = options.maximumFractionDigits ?? 2;
  } catch {
    // Not a known currency.
  }
  digits.set(currency, count);
  return count;
}

/**
 * Parses an amount as people type it (`450`, `1,200.50`, `1.200,50`, `€ 99`) into minor units. Null for an empty text,
 * NaN for anything that is not an amount of this currency. Works on digits, so nothing is ever rounded.
 */
export function parseMoney(text: string, currency: string | null): number | null {
  const typed = text.replace(/[\s\u00a0'\p{Sc}]|^[A-Z]{3}|[A-Z]{3}$/gu, '');
  if (typed === '') return text.trim() === '' ? null : Number.NaN;
  const places = currencyDigits(currency);
  // The last separator is the decimal point, unless exactly three digits follow and the currency does not have three.
  const match =
    (places === 3 ? /^(\d[\d.,]*)[.,](\d{3})$/.exec(typed) : null) ??
    /^(\d{1,3}(?:[.,]?\d{3})*|\d+)(?:[.,](\d*))?$/.exec(typed);
  if (match === null) return Number.NaN;
  const [, whole = '', fraction = ''] = match;
  if (fraction.length > places) return Number.NaN;
  const minor = Number(whole.replace(/[.,]/g, '') + fraction.padEnd(places, '0'));
  return Number.isSafeInteger(minor) ? minor : Number.NaN;
}

/** `60050` EUR -> `600.50`, for a form. */
export function moneyText(minor: number, currency: string | null): string {
  const places = currencyDigits(currency);
  const all = String(minor).padStart(places + 1, '0');
  const whole = all.slice(0, all.length - places);
  const fraction = all.slice(all.length - places);
  return places === 0 || /^0+$/.test(fraction) ? whole : `${whole}.${fraction}`;
}

/** `60050` EUR -> `€600.50`; without a currency only the number. */
export function formatMoney(minor: number, currency: string | null): string {
  const places = currencyDigits(currency);
  const amount = minor / 10 ** places;
  const whole = minor % 10 ** places === 0;
  const shown = { minimumFractionDigits: whole ? 0 : places, maximumFractionDigits: places };
  if (currency === null) return new Intl.NumberFormat('en', shown).format(amount);
  try {
    return new Intl.NumberFormat('en', { style: 'currency', currency, ...shown }).format(amount);
  } catch {
    return `${new Intl.NumberFormat('en', shown).format(amount)} ${currency}`;
  }
}
