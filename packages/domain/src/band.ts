import * as z from 'zod/mini';
import { profileSchema } from './person.ts';
import type { Synced } from './synced-row.ts';
import { requiredText } from './text.ts';

export const bandRecordSchema = z.object({ name: requiredText('Band name', 80) });
export type Band = Synced<z.output<typeof bandRecordSchema> & { readonly bandId: string }>;

export const ROLES = ['owner', 'admin', 'member', 'viewer'] as const;
export type Role = (typeof ROLES)[number];

export const ROLE_LABELS: Readonly<Record<Role, string>> = {
  owner: 'Owner',
  admin: 'Admin',
  member: 'Member',
  viewer: 'Viewer',
};

/** One person's membership of one band; name, avatar and instruments are the server's copy of the profile. */
export const membershipSchema = z.extend(profileSchema, {
  bandId: z.string(),
  userId: z.string(),
  role: z.enum(ROLES),
});
export type Membership = Synced<z.output<typeof membershipSchema>>;
