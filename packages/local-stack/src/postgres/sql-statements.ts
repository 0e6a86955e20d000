/** One token that may hold a semicolon which does not end a statement, or a semicolon that does. */
const TOKEN = /--[^\n]*|\/\*[\s\S]*?\*\/|'(?:[^']|'')*'|"(?:[^"]|"")*"|(\$\w*\$)[\s\S]*?\1|;/g;

export interface Statement {
  /** The comment right before the statement, without an empty line between them; '' where there is none. */
  readonly comment: string;
  /** With its semicolon. */
  readonly sql: string;
}

/** Cuts a migration into its statements. Knows what our migrations use: comments, quotes and dollar quotes. */
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
