import { expect, test } from 'vitest';
import { formatMoney, moneyText, parseMoney } from './money.ts';

test.each([
  ['450', 'EUR', 45_000],
  ['450.5', 'EUR', 45_050],
  ['1,200.50', 'USD', 120_050],
  ['1.200,50', 'EUR', 120_050],
  ['1.200', 'EUR', 120_000],
  ['€ 99', 'EUR', 9_900],
  ['99 EUR', 'EUR', 9_900],
  ["1'200", 'CHF', 120_000],
  ['30000', 'JPY', 30_000],
  ['12.345', 'KWD', 12_345],
  ['12,345.678', 'KWD', 12_345_678],
  ['0', 'EUR', 0],
  ['0.10', 'EUR', 10],
  ['250', null, 25_000],
])('%s %s is %i of the smallest coin', (text, currency, minor) => {
  expect(parseMoney(text, currency)).toBe(minor);
});

test('empty is unknown, and an invalid amount is rejected instead of rounded', () => {
  expect(parseMoney('  ', 'EUR')).toBeNull();
  for (const [text, currency] of [
    ['a lot', 'EUR'],
    ['10.5', 'JPY'],
    ['1.2345', 'EUR'],
    ['-5', 'EUR'],
    ['€', 'EUR'],
  ] as const) {
    expect(parseMoney(text, currency), text).toBeNaN();
  }
});

test.each([
  [45_000, 'EUR', '450', '€450'],
  [45_050, 'EUR', '450.50', '€450.50'],
  [5, 'EUR', '0.05', '€0.05'],
  [30_000, 'JPY', '30000', '¥30,000'],
  [12_345, 'KWD', '12.345', 'KWD 12.345'],
  [2_000_000_000, 'EUR', '20000000', '€20,000,000'],
])('%i %s is %s in a form and %s on a page', (minor, currency, text, shown) => {
  expect(moneyText(minor, currency)).toBe(text);
  expect(formatMoney(minor, currency).replace(/\u00a0/g, ' ')).toBe(shown);
  expect(parseMoney(text, currency)).toBe(minor);
});
