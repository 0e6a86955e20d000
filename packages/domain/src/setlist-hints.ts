import type { SetlistItem } from './setlist.ts';

/** What to do or know before a song starts. */
export interface SetHint {
  readonly kind: 'retune' | 'same-key' | 'tempo' | 'note';
  readonly text: string;
}

/** The values of a row that hints depend on, with tonight's own values applied. */
interface HintedLine {
  readonly id: string;
  readonly kind: SetlistItem['kind'];
  readonly item: SetlistItem;
  readonly key: string | null;
  readonly bpm: number | null;
  readonly tuning: string | null;
}

const STANDARD = 'Standard';
const SAME_KEY_IN_A_ROW = 3;
/** Hint at a tempo change by more than this factor, up or down. */
const TEMPO_JUMP = 1.6;

const alike = (a: string, b: string) => a.trim().toLowerCase() === b.trim().toLowerCase();

const CAPO = /(?:^|[,\s])(capo\b[^,]*)/i;

/** `Drop D, capo 2` -> tuning `Drop D` with `capo 2`; a capo alone means standard tuning. */
function splitCapo(tuning: string): { readonly strings: string; readonly capo: string | null } {
  const capo = CAPO.exec(tuning)?.[1]?.trim() ?? null;
  const strings = tuning.replace(CAPO, '').replace(/^[\s,]+|[\s,]+$/g, '');
  return { strings: strings === '' ? STANDARD : strings, capo };
}

const capital = (words: string) => words.charAt(0).toUpperCase() + words.slice(1);

/** What to change on the instrument between two tunings; null for nothing, or when one is not known. */
function retune(before: string | null, now: string | null): string | null {
  if (before === null || now === null || alike(before, now)) return null;
  const [from, to] = [splitCapo(before), splitCapo(now)];
  if (alike(from.strings, to.strings)) {
    if (to.capo !== null) return alike(from.capo ?? '', to.capo) ? null : capital(to.capo);
    return from.capo === null ? null : 'Capo off';
  }
  if (from.capo !== null && to.capo === null) return `Capo off, retune to ${to.strings}`;
  return `Retune: ${from.strings} to ${now.trim()}`;
}

/** The hints above each song, by the song's item id. Tempo and key start over after a break. */
export function setHints(lines: readonly HintedLine[]): ReadonlyMap<string, readonly SetHint[]> {
  const hints = new Map<string, readonly SetHint[]>();
  let tuning: string | null = null;
  let bpm: number | null = null;
  let key: string | null = null;
  let inRow = 0;
  for (const line of lines) {
    if (line.kind === 'break') {
      bpm = null;
      key = null;
      inRow = 0;
    }
    if (line.kind !== 'song') continue;
    const found: SetHint[] = [];
    const turn = retune(tuning, line.tuning);
    if (turn !== null) found.push({ kind: 'retune', text: turn });
    inRow = line.key !== null && key !== null && alike(line.key, key) ? inRow + 1 : 1;
    if (inRow === SAME_KEY_IN_A_ROW) found.push({ kind: 'same-key', text: `Third song in a row in ${line.key}` });
    if (bpm !== null && line.bpm !== null && Math.max(bpm / line.bpm, line.bpm / bpm) > TEMPO_JUMP)
      found.push({ kind: 'tempo', text: `Tempo change: ${bpm} to ${line.bpm} BPM` });
    if (line.item.note !== undefined) found.push({ kind: 'note', text: line.item.note });
    if (found.length > 0) hints.set(line.id, found);
    tuning = line.tuning ?? tuning;
    bpm = line.bpm;
    key = line.key;
  }
  return hints;
}
