import * as z from 'zod/mini';

const role = z.enum(['admin', 'member', 'viewer']);

/** Inside a list the answer keeps the names of the columns. */
const openInvite = z.pipe(
  z.object({ id: z.string(), role, created_by: z.nullable(z.string()), expires_at: z.string() }),
  z.transform(({ id, role, created_by: createdBy, expires_at: expiresAt }) => ({ id, role, createdBy, expiresAt })),
);
export type OpenInvite = z.output<typeof openInvite>;

const preview = z.object({
  id: z.string(),
  name: z.string(),
  role,
  members: z.number(),
  /** The caller is in the band. */
  already: z.boolean(),
});
export type Preview = z.output<typeof preview>;

/** What the server answers about invites. */
export const INVITE_ANSWERS = { list: z.object({ invites: z.array(openInvite) }), preview };
