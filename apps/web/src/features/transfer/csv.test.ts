import { ENTITIES, type Entity, guessMapping, mockValues, recordsOfTable, tableOf } from '@rockon/domain';
import { seededRandom } from '@rockon/sync/testing';
import { describe, expect, it } from 'vitest';
import { csvOf, decoded, linesOfCsv } from './csv.ts';

const [by, at] = [
  { createdBy: null, updatedBy: null, updatedClient: null },
  { createdAt: null, updatedAt: null, deletedAt: null },
];
const ROW = { version: 1, ...by, ...at };

const bytes = (...values: number[]) => new Uint8Array(values);

describe('a CSV file', () => {
  it.each(Object.entries<Entity>(ENTITIES))('of %s brings back every field, and unknown stays unknown', (_, entity) => {
    const all = [1, 0.5, 0].map((known) => mockValues(entity, seededRandom(known * 10), { known }));
    const rows = all.map((values, index) => ({ ...ROW, ...values, id: String(index) }));
    const text = csvOf(tableOf(entity, rows));
    const [header = [], ...lines] = linesOfCsv(decoded(new TextEncoder().encode(text)));
    const back = recordsOfTable(entity, lines, guessMapping(entity, header));
    expect(back.map(({ values }) => values)).toEqual(all);
  });

  it.each([',', ';', '\t'])('detects the separator %j', (cut) => {
    const text = `Title${cut}Artist\r\nCreep${cut}Radiohead\r\n"A; b, c\td"${cut}"say ""hi"""\r\n`;
    expect(linesOfCsv(text)).toEqual([
      ['Title', 'Artist'],
      ['Creep', 'Radiohead'],
      ['A; b, c\td', 'say "hi"'],
    ]);
  });

  it('is read in the encodings that spreadsheets write', () => {
    expect(decoded(new TextEncoder().encode('Motörhead'))).toBe('Motörhead');
    expect(decoded(bytes(0x4d, 0xf6, 0x74))).toBe('Möt');
    expect(decoded(bytes(0xff, 0xfe, 0x4d, 0, 0xf6, 0))).toBe('Mö');
    expect(decoded(bytes(0xfe, 0xff, 0, 0x4d, 0, 0xf6))).toBe('Mö');
  });
});
