/** A comment or quoted text, in which a semicolon ends no statement, or a semicolon that ends one. */
const TOKEN = /--[^\n]*|\/\*[\s\S]*?\*\/|'(?:[^']|'')*'|"(?:[^"]|"")*"|(\$\w*\$)[\s\S]*?\1|;/g;

export interface Statement {
  /** The comment directly above the statement, without an empty line between them; '' if there is none. */
  readonly comment: string;
  /** Including its semicolon. */
  readonly sql: string;
}

/** Splits a migration into statements. Handles comments, quotes and dollar quotes, which is all that our migrations use. */
export function splitStatements(migration: string): readonly Statement[] {
  const statements: Statement[] = [];
  let start = 0;
  for (const token of migration.matchAll(TOKEN)) {
    if (token[0] !== ';') continue;
    const end = token.index + 1;
    statements.push(withComment(migration.slice(start, end)));
    start = end;
  }
  return statements;
}

function withComment(text: string): Statement {
  const before = /^(?:\s+|--[^\n]*\n|\/\*[\s\S]*?\*\/)*/.exec(text)?.[0] ?? '';
  const comment =
    before
      .trimStart()
      .split(/\n[ \t]*\n/)
      .at(-1) ?? '';
  return { comment: comment.trim(), sql: text.slice(before.length) };
}
