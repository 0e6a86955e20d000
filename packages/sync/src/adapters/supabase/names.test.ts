import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { ambiguousFields, toColumn, toColumns, toField, toFieldPath, toFields } from './names.ts';

describe('converting names between client and database', () => {
  test('fields to columns and back', () => {
    expect(toColumn('durationSeconds')).toBe('duration_seconds');
    expect(toField('duration_seconds')).toBe('durationSeconds');
    expect(toField('bpm')).toBe('bpm');
  });

  test('every camelCase name converts back to itself', () => {
    const word = fc.stringMatching(/^[a-z][a-z0-9]{0,8}$/);
    const name = fc
      .array(word, { minLength: 1, maxLength: 4 })
      .map(([first = 'x', ...rest]) =>
        [first, ...rest.map((each) => each.charAt(0).toUpperCase() + each.slice(1))].join(''),
      );
    fc.assert(
      fc.property(name, (field) => toField(toColumn(field)) === field && ambiguousFields([field]).length === 0),
    );
  });

  test('only the first segment of a path is converted: item ids and properties are content', () => {
    expect(toColumns({ 'setItems/a_b/newKey': 1 })).toEqual({ 'set_items/a_b/newKey': 1 });
    expect(toFieldPath('set_items/a_b/snake_key')).toBe('setItems/a_b/snake_key');
  });

  test('the content of a column is not changed', () => {
    const links = [{ snake_key: 1, camelKey: { deep_key: 2 } }];
    expect(toFields({ song_links: links })).toEqual({ songLinks: links });
    expect(toColumns({ songLinks: links })).toEqual({ song_links: links });
  });

  test('anything but an object is returned unchanged', () => {
    for (const value of [null, 1, 'a_b', [{ a_b: 1 }], undefined]) expect(toFields(value)).toBe(value);
  });

  test('a field whose column name does not convert back is found', () => {
    expect(ambiguousFields(['title', 'line2', 'line_2', 'some_field', 'durationSeconds'])).toEqual([
      'line_2',
      'some_field',
    ]);
  });
});
