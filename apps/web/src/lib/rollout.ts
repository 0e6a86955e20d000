/** The share of users, from 0 to 1, for whom a feature is on. */
export type Rollout = number;

/** `true`, `false` or `25%`; on when nothing is said. What cannot be read is off: half a feature helps nobody. */
export function readRollout(setting: string | undefined): Rollout {
  const text = setting?.trim().toLowerCase() ?? '';
  if (text === '' || text === 'true' || text === '1' || text === 'on') return 1;
  const percent = /^(\d{1,3})%$/.exec(text);
  return percent === null ? 0 : Math.min(1, Number(percent[1]) / 100);
}

/** Whether a user is among that share: the same answer on all of their devices, and a growing share keeps who was in. */
export function isIn(rollout: Rollout, userId: string): boolean {
  if (rollout === 1 || rollout === 0) return rollout === 1;
  let hash = 2166136261;
  for (let i = 0; i < userId.length; i += 1) hash = Math.imul(hash ^ userId.charCodeAt(i), 16777619);
  return (hash >>> 0) / 2 ** 32 < rollout;
}
