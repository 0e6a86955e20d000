import { expect, test } from 'vitest';
import { splitStatements } from './sql-statements.ts';

test('a semicolon in quotes, a comment or a function body ends no statement', () => {
  const statements = [
    `select 'a;''b', "c;d";`,
    'create function f() returns text language sql as $$ select 1; $$;',
    'do $make$ begin execute $$ select 1; $$; end $make$;',
    'select 1 /* ; */ -- ;\n;',
  ];
  expect(splitStatements(statements.join('\n')).map(({ sql }) => sql)).toEqual(statements);
});

test('the comment right before a statement is its own; one above an empty line is not', () => {
  const [first, second, third] = splitStatements(
    '-- The file.\n\n-- About one.\n-- Goes on.\nselect 1;\n/* About\n   two. */\nselect 2;\n-- Alone.\n\nselect 3;\n',
  );
  expect(first).toEqual({ comment: '-- About one.\n-- Goes on.', sql: 'select 1;' });
  expect(second).toEqual({ comment: '/* About\n   two. */', sql: 'select 2;' });
  expect(third).toEqual({ comment: '', sql: 'select 3;' });
});
