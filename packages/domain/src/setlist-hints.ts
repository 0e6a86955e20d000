import type { SetlistItem } from './setlist.ts';

/** Something to do or to know before a song, in few words. */
export interface SetHint {
  readonly kind: 'retune' | 'same-key' | 'tempo' | 'note';
  readonly text: string;
}

/** What of a row the hints are made from: tonight's values. */
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
/** A jump that a room notices: to more than 1.6 times the tempo, or to less than the inverse. */
const TEMPO_JUMP = 1.6;

const alike = (a: string, b: string) => a.trim().toLowerCase() === b.trim().toLowerCase();

/** Whether going from one tuning to the next takes hands on the instrument: unknown ones say nothing. */
function retune(before: string | null, now: string | null): string | null {
  if (before === null || now === null || alike(before, now)) return null;
  const capo = /^capo\b/i;
  if (capo.test(now) && (alike(before, STANDARD) || capo.test(before))) return now.trim();
  if (capo.test(before)) return alike(now, STANDARD) ? 'Capo off' : `Capo off, retune: ${now.trim()}`;
  return `Retune: ${before.trim()} to ${now.trim()}`;
}

/** What stands between the rows, by the id of the song that it comes before. A break leaves time for everything. */
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
    if (inRow === SAME_KEY_IN_A_ROW) found.push({ kind: 'same-key', text: `${line.key} three times in a row` });
    if (bpm !== null && line.bpm !== null && Math.max(bpm / line.bpm, line.bpm / bpm) > TEMPO_JUMP)
      found.push({ kind: 'tempo', text: `From ${bpm} to ${line.bpm} BPM` });
    if (line.item.note !== undefined) found.push({ kind: 'note', text: line.item.note });
    if (found.length > 0) hints.set(line.id, found);
    tuning = line.tuning ?? tuning;
    bpm = line.bpm;
    key = line.key;
  }
  return hints;
}
