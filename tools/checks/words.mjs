// Words and phrases that made readers guess. Each names the better one; CONTRIBUTING.md has the page of style.
import { filesBelow, readText } from '../lib/files.mjs';

/**
 * To add one: a pattern that hardly ever matches good English, and what to write instead. Matched without regard to case,
 * in code, comments, strings and docs alike.
 * @type {readonly { bad: RegExp, use: string }[]}
 */
export const phrases = [
  // Comments and docs: name the thing, and say who does what.
  { bad: /\bwho may only read\b/, use: 'viewers' },
  { bad: /\bthe ways? back\b|\bno way back\b/, use: 'undo; on screen "This can\'t be undone"' },
  {
    bad: /\b(?:is|are|be|was|were|been|being) told\b(?! apart)/,
    use: 'is notified, learns, or: who reports what to whom',
  },
  { bad: /\btold (?:only when|of by)\b/, use: 'notified, reported' },
  { bad: /\bstands? (?:there|here|in (?!for)|at|between)\b/, use: 'is, is stored, is shown' },
  { bad: /\b(?:takes?|taken|took) (?:\w+ )?back\b/, use: 'undo, undone, revert' },
  { bad: /\bwhat is there\b/, use: 'the current value, the existing rows' },
  { bad: /\b(?:is|are) no more\b(?! than)/, use: 'no longer exists' },
  { bad: /\banew\b/, use: 'again' },
  { bad: /\bfor ever\b/, use: 'forever' },
  { bad: /\bmend(?:s|ed|ing)?\b/, use: 'fix, repair; of a rejected change: resubmit' },
  { bad: /\bheld against\b/, use: 'compared with' },
  { bad: /\blets? (?:\w+ )?know\b/, use: 'notify' },
  { bad: /\bmisshapen\b/, use: 'malformed' },
  { bad: /\bsurroundings\b/, use: 'environment' },
  { bad: /\bno matter of\b/, use: 'not about, unrelated to' },
  { bad: /\b(?:make|makes|made|making) room\b/, use: 'free space, evict' },
  { bad: /\b(?:is|are|be|was|were) left alone\b/, use: 'stays unchanged, is ignored' },
  { bad: /\bwhat waits\b/, use: 'pending changes' },
  { bad: /\b(?:the|whole|shared|band's) books?\b/, use: "the band's data, the local database; on screen: songbook" },
  { bad: /\bjournalled\b/, use: 'logged, instrumented' },
  { bad: /\bstand-in\b/, use: 'the local stack' },
  // On screen: what people know from other software.
  { bad: /\bbegin the book\b|\bbring a book along\b/, use: 'Get started / Import what you have' },
  { bad: /\ba picture to scan\b|\bscans? the picture\b/, use: 'a QR code / scan the code' },
  { bad: /\bthat you have anyway\b/, use: 'your existing …' },
  { bad: /\bas the system\b/, use: 'Match system' },
  { bad: /\bask to keep it\b/, use: 'Protect this data' },
  { bad: /\basks when something is typed\b/, use: 'asks before discarding' },
  { bad: /\byou can look, not change\b/, use: 'You have view-only access' },
  { bad: /\bto the start\b['"`<]/, use: 'Go home' },
  { bad: /\balready there, left\b|\bthere already, left\b/, use: '1 duplicate skipped / already here (unchanged)' },
  { bad: /\bwrong lines?\b/, use: 'rows with errors' },
  { bad: /\btake what the file says\b/, use: 'Overwrite with the file' },
  { bad: /\bempty (?:makes|takes|means)\b/, use: 'Leave empty to …' },
  { bad: /\bby these words\b/, use: 'No matches' },
  { bad: /\bput songs in\b/, use: 'Add songs' },
  { bad: /\btake out of the set\b/, use: 'Remove from set' },
  { bad: /\btake the songs? (?:of|'s own)\b|\btake the song's own\b/, use: 'Add songs from a setlist / Reset' },
  { bad: /\bwhat came of\b/, use: 'How did it go? / the result' },
  { bad: /\bcalled by its date\b/, use: 'Leave empty to use the date' },
  { bad: /\bdo not belong together\b/, use: 'Wrong email or password' },
  { bad: /\bthe way into the band\b/, use: 'the invite' },
  { bad: /\barrive and leave at once\b/, use: 'Live and up to date' },
  { bad: /\bdiagnostics tell\b/, use: 'Includes …' },
  { bad: /\bknown to the server only\b|\bwhat was done before needs\b/, use: 'Go online to see …' },
  // American spelling, one for all.
  { bad: /\bbehaviour/, use: 'behavior' },
  { bad: /\bcolour/, use: 'color' },
  { bad: /\bcentre(?:s|d)?\b/, use: 'center' },
  { bad: /\bneighbour/, use: 'neighbor, adjacent' },
  { bad: /\b(?:un)?favour|\bhonour/, use: '-or' },
  {
    bad: /\b(?:authoris|serialis|recognis|organis|normalis|initialis|synchronis|optimis|summaris)(?:e|es|ed|er|ing|ation)\b/,
    use: '-ize',
  },
  { bad: /\bcatalogue/, use: 'catalog' },
  { bad: /\be-mail/, use: 'email' },
];

/** These quote the words in order to ban them. */
const exempt = ['tools/checks/words.mjs', 'tools/checks/words.test.mjs', 'CONTRIBUTING.md'];

/** Folders and files that still have to be rewritten; the list only gets shorter. */
export const notYet = [];

const scanned = /\.(tsx?|mjs|sql|css|html|md|yml|toml)$|^\.env\.example$/;
const allowed = /\bwords-allow: \S+/;
const isExempt = (path) => exempt.includes(path) || notYet.some((prefix) => path.startsWith(prefix));

/**
 * A line that must use a banned word, such as a quotation, says `words-allow: <reason>` itself or in the line before.
 * A phrase is also found where a comment or a paragraph breaks in the middle of it.
 * @returns {string[]}
 */
export function wordProblems(path, text) {
  const lines = text.split('\n');
  const starts = [];
  let flat = '';
  for (const line of lines) {
    starts.push(flat.length);
    flat += `${line.replace(/^\s*(?:\/\/|\/?\*+|--|#|>)?\s*/, '').trimEnd()} `;
  }
  const lineAt = (index) => starts.findLastIndex((start) => start <= index);
  return phrases.flatMap(({ bad, use }) =>
    [...flat.matchAll(new RegExp(bad.source, 'gi'))].flatMap((match) => {
      const line = lineAt(match.index);
      if ([lines[line], lines[line - 1] ?? ''].some((near) => allowed.test(near))) return [];
      return [`${path}:${line + 1}: "${match[0]}": better: ${use}`];
    }),
  );
}

export const words = {
  name: 'words',
  what: 'no phrase that makes readers guess, and American spelling (tools/checks/words.mjs)',
  async run() {
    const paths = filesBelow('.').filter((path) => scanned.test(path));
    const found = paths.flatMap((path) => (isExempt(path) ? [] : wordProblems(path, readText(path))));
    const open = notYet.length > 0 ? `; ${notYet.length} folders not yet` : '';
    return { problems: found, note: `${paths.length} files, ${phrases.length} phrases${open}` };
  },
};
