/** A number as people read it: `1,234`. */
export const formatNumber = (value: number): string => value.toLocaleString('en-US');

/**
 * The wording that fits a count: `plural(n, '1 change', `${formatNumber(n)} changes`)`. Takes whole sentences rather than
 * a noun, so that each can be translated by itself.
 */
export const plural = (count: number, one: string, other: string): string => (count === 1 ? one : other);
