import * as z from 'zod/mini';

const role = z.enum(['admin', 'member', 'viewer']);

/** Inside a list the server keeps the column names. */
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
  /** The caller already belongs to the band. */
  already: z.boolean(),
});
export type Preview = z.output<typeof preview>;

/** The server's responses about invites. */
export const INVITE_ANSWERS = { list: z.object({ invites: z.array(openInvite) }), preview };
