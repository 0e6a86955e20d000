// Limits of one function: a component that is read in one sitting, a function whose paths fit into a head.
import { createRequire } from 'node:module';
import { filesBelow, isTestFile, readText } from '../lib/files.mjs';

const MOST_LINES = 100;
const MOST_PATHS = 20;

/** Written above a component or function that is over a limit and better so: `// Long because …`, `// Complex because …`. */
const REASONS = { length: /\bLong because \S+ \S+/, paths: /\bComplex because \S+ \S+/ };

/** The compiler is big and only this check needs it: loaded when it runs. */
const compiler = () => createRequire(import.meta.url)('typescript');

/**
 * Every function of a file with its name, its lines, and its cyclomatic number: one, and one more for every `if`, `?:`,
 * loop, `case`, `catch`, `&&`, `||` and `??`. A function inside another has a number of its own.
 */
function functionsOf(path, text) {
  const ts = compiler();
  const { SyntaxKind: Kind } = ts;
  const source = ts.createSourceFile(path, text, ts.ScriptTarget.Latest, true);
  const decisions = new Set([
    Kind.IfStatement,
    Kind.ConditionalExpression,
    Kind.ForStatement,
    Kind.ForInStatement,
    Kind.ForOfStatement,
    Kind.WhileStatement,
    Kind.DoStatement,
    Kind.CaseClause,
    Kind.CatchClause,
  ]);
  const operators = new Set([
    Kind.AmpersandAmpersandToken,
    Kind.BarBarToken,
    Kind.QuestionQuestionToken,
    Kind.AmpersandAmpersandEqualsToken,
    Kind.BarBarEqualsToken,
    Kind.QuestionQuestionEqualsToken,
  ]);
  const decides = (node) =>
    decisions.has(node.kind) || (ts.isBinaryExpression(node) && operators.has(node.operatorToken.kind));
  const isJsx = ({ kind }) =>
    kind === Kind.JsxElement || kind === Kind.JsxSelfClosingElement || kind === Kind.JsxFragment;
  const lineOf = (position) => source.getLineAndCharacterOfPosition(position).line + 1;

  const found = [];
  const visit = (node, around) => {
    let own = around;
    if (ts.isFunctionLike(node) && node.body !== undefined) {
      const [start, end] = [lineOf(node.getStart(source)), lineOf(node.end)];
      own = {
        name: nameOf(ts, node),
        line: start,
        lines: end - start + 1,
        paths: 1,
        jsx: false,
        above: above(ts, node),
      };
      found.push(own);
    } else if (own !== undefined) {
      if (decides(node)) own.paths += 1;
      if (isJsx(node)) own.jsx = true;
    }
    ts.forEachChild(node, (child) => visit(child, own));
  };
  visit(source, undefined);
  return found;
}

/** Its own name, or that of the constant or property that holds it, also through `memo(…)`. */
function nameOf(ts, node) {
  if (node.name !== undefined) return node.name.getText();
  let holder = node.parent;
  while (ts.isCallExpression(holder) || ts.isParenthesizedExpression(holder)) holder = holder.parent;
  return (ts.isVariableDeclaration(holder) || ts.isPropertyAssignment(holder)) && holder.name !== undefined
    ? holder.name.getText()
    : '(function without a name)';
}

/** The comments above the statement, or the member of a class or object, that a function is. */
function above(ts, node) {
  let holder = node;
  while (!ts.isStatement(holder) && !ts.isClassElement(holder) && !ts.isObjectLiteralElement(holder) && holder.parent)
    holder = holder.parent;
  const text = node.getSourceFile().text;
  const comments = ts.getLeadingCommentRanges(text, holder.getFullStart()) ?? [];
  return comments.map(({ pos, end }) => text.slice(pos, end)).join('\n');
}

/** @returns {string[]} */
export function componentProblems(path, text) {
  return functionsOf(path, text).flatMap(({ name, line, lines, paths, jsx, above: comment }) => {
    const isComponent = jsx && /^[A-Z]/.test(name);
    const where = `${path}:${line}: ${name}`;
    const problems = [];
    const long = isComponent && lines > MOST_LINES;
    const complex = paths > MOST_PATHS;
    if (long && !REASONS.length.test(comment))
      problems.push(
        `${where} is a component of ${lines} lines, at most ${MOST_LINES}: split it, or say above it "Long because …"`,
      );
    if (complex && !REASONS.paths.test(comment))
      problems.push(
        `${where} has the cyclomatic number ${paths}, at most ${MOST_PATHS}: split it, or say above it "Complex because …"`,
      );
    if (!long && isComponent && REASONS.length.test(comment))
      problems.push(`${where} is short now: take the reason away`);
    if (!complex && REASONS.paths.test(comment)) problems.push(`${where} is simple now: take the reason away`);
    return problems;
  });
}

export const components = {
  name: 'components',
  what: `no component over ${MOST_LINES} lines and no function with a cyclomatic number over ${MOST_PATHS} without a reason (tools/checks/components.mjs)`,
  async run() {
    const paths = ['packages', 'apps', 'tests', 'bench', 'tools']
      .flatMap(filesBelow)
      .filter((path) => /\.(tsx?|mjs)$/.test(path) && !isTestFile(path));
    return {
      problems: paths.flatMap((path) => componentProblems(path, readText(path))),
      note: `${paths.length} files`,
    };
  },
};
