/** A number for people: `1,234`. */
export const formatNumber = (value: number): string => value.toLocaleString('en-US');

/**
 * The wording for a count: `plural(n, '1 change', `${formatNumber(n)} changes`)`. Takes whole phrases rather than a noun,
 * so that each can be translated on its own.
 */
export const plural = (count: number, one: string, other: string): string => (count === 1 ? one : other);
