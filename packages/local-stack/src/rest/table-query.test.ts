import { describe, expect, it } from 'vitest';
import { parseList, parseTableQuery, tableSql, withRange } from './table-query.ts';

const sql = (query: string, table = 't') => tableSql(table, parseTableQuery(new URLSearchParams(query)), 1_000);

describe('a table query', () => {
  it('passes values as parameters, never in the SQL text', () => {
    const { page, values } = sql("name=eq.'; drop table t; --&id=in.(1,2)&active=is.null");
    expect(page).toBe(
      'select public."t".* from public."t" where (public."t"."name" = $1) and (public."t"."id" = any($2)) ' +
        'and (public."t"."active" is null) limit 1000 offset 0',
    );
    expect(values).toEqual(["'; drop table t; --", '{"1","2"}']);
  });

  it('quotes names', () => {
    expect(sql('', 'a"b').page).toContain('from public."a""b"');
    expect(sql('select=b:a&order=a.desc.nullslast,b').page).toBe(
      'select public."t"."a" as "b" from public."t" order by public."t"."a" desc nulls last, public."t"."b" limit 1000 offset 0',
    );
  });

  it('returns at most the maximum number of rows', () => {
    expect(sql('limit=5000').page).toContain('limit 1000');
    expect(sql('limit=5&offset=7').page).toContain('limit 5 offset 7');
  });

  it.each([
    'select=*,other(*)',
    'select=a->b',
    'select=a::text',
    'a->>b=eq.1',
    'or=(a.eq.1)',
    'a=like.x',
    'a=eq',
    'a=is.maybe',
    'a=in.1,2',
    'order=a.sideways',
    'limit=1.5',
    'offset=-1',
    'a"b=eq.1',
  ])('refuses %s', (query) => {
    expect(() => sql(query)).toThrow(expect.objectContaining({ status: 400, code: 'PGRST100' }));
  });
});

describe('a range', () => {
  const query = parseTableQuery(new URLSearchParams('limit=10&offset=2'));

  it.each([
    ['0-4', 5, 2],
    ['5-', 10, 5],
    ['5-99', 10, 5],
    ['nonsense', 10, 2],
  ])('%s narrows the query', (range, limit, offset) => {
    expect(withRange(query, range)).toMatchObject({ limit, offset });
  });

  it('that ends before it begins is rejected', () => {
    expect(() => withRange(query, '4-2')).toThrow(expect.objectContaining({ status: 416 }));
  });
});

describe('a list', () => {
  it.each([
    ['()', []],
    ['(a)', ['a']],
    ['(a,)', ['a', '']],
    ['(a,"b,c","d)\\"e")', ['a', 'b,c', 'd)"e']],
    ['("")', ['']],
  ])('%s is read', (text, items) => {
    expect(parseList(text)).toEqual(items);
  });

  it.each(['', '(', 'a,b', '("a"b)'])('%s is refused', (text) => {
    expect(() => parseList(text)).toThrow(expect.objectContaining({ status: 400 }));
  });
});
