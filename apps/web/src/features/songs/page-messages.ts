// What the page of a song says.
import { formatNumber, plural } from '@rockon/domain';

export const key = 'Key';
export const tempo = 'Tempo';
export const bpm = 'BPM';
export const time = 'Time';
export const tuning = 'Tuning';
export const difficulty = 'Difficulty';
export const status = 'Status';
export const lastPlayed = 'Last played';
export const lastPracticed = 'Last practiced';
export const never = 'Never';
export const daysAgoAndTotal = (when: string, times: number) =>
  plural(times, `${when}, once in total`, `${when}, ${formatNumber(times)} times in total`);
export const difficultyOf = (level: number) => `${level} of 5`;
export const tags = 'Tags';
export const links = 'Links';
export const notes = 'Notes';
export const opensInNewTab = 'opens in a new tab';
