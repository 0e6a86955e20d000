import * as z from 'zod/mini';
import type { Synced } from './synced-row.ts';
import { requiredText } from './text.ts';

export const MAX_INSTRUMENTS = 12;

export const avatarSchema = z.nullable(
  z.object({
    color: z.optional(z.string().check(z.regex(/^#[0-9a-f]{6}$/i, 'Color must look like #8ad6ff'))),
    image: z.optional(z.string()),
  }),
);
export type Avatar = z.output<typeof avatarSchema>;

/** What people enter about themselves. */
export const profileSchema = z.object({
  name: requiredText('Name', 80),
  avatar: avatarSchema,
  instruments: z
    .array(requiredText('Each instrument', 40))
    .check(z.refine((all) => all.length <= MAX_INSTRUMENTS, { error: `Instruments: ${MAX_INSTRUMENTS} at most` })),
});
export type ProfileValues = z.output<typeof profileSchema>;
export type Profile = Synced<ProfileValues & { readonly userId: string }>;

/** `Mia Keller` -> `MK`, `bono` -> `B`. */
export function initials(name: string): string {
  const words = name.trim().split(/\s+/).filter(Boolean);
  const first = words[0] ?? '?';
  const last = words.length > 1 ? (words.at(-1) ?? '') : '';
  const letter = (word: string) => [...word][0]?.toLocaleUpperCase('en') ?? '';
  return letter(first) + letter(last);
}

/** `The Night Lorries` -> `NL`: the article is skipped. */
export function bandInitials(name: string): string {
  return initials(name.replace(/^the\s+(?=\S)/i, ''));
}

/** Light enough for dark initials on each of them (contrast 7:1 and better). */
export const AVATAR_COLORS = [
  '#8ad6ff',
  '#ffc857',
  '#ff9ec7',
  '#a5e8a0',
  '#c9b6ff',
  '#ffab85',
  '#7fe3d4',
  '#f2e27a',
] as const;

/** The color that the person chose, else one derived from their id, so that every device shows the same. */
export function avatarColor(id: string, avatar: Avatar): string {
  if (avatar?.color !== undefined && /^#[0-9a-f]{6}$/i.test(avatar.color)) return avatar.color;
  let hash = 0;
  for (const char of id) hash = (hash * 31 + (char.codePointAt(0) ?? 0)) >>> 0;
  return AVATAR_COLORS[hash % AVATAR_COLORS.length] ?? AVATAR_COLORS[0];
}
