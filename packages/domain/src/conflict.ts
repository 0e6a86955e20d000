import * as z from 'zod/mini';
import { BAND_TABLES } from './entities.ts';
import type { Synced } from './synced-row.ts';

export const RESOLUTIONS = ['mine', 'theirs', 'merged', 'dismissed'] as const;

/** Two versions of one place in a record: `mine` came too late, `theirs` is the record's current value. */
export const conflictSchema = z.object({
  bandId: z.string(),
  recordTable: z.enum(BAND_TABLES),
  recordId: z.string(),
  path: z.string(),
  base: z.json(),
  mine: z.json(),
  theirs: z.json(),
  mineBy: z.nullable(z.string()),
  mineAt: z.nullable(z.string()),
  theirsBy: z.nullable(z.string()),
  theirsAt: z.nullable(z.string()),
  theirsVersion: z.nullable(z.number()),
  open: z.boolean(),
  resolution: z.nullable(z.enum(RESOLUTIONS)),
  resolvedBy: z.nullable(z.string()),
  resolvedAt: z.nullable(z.string()),
});
export type Conflict = Synced<z.output<typeof conflictSchema>>;

/** The fields that a person sets to resolve a conflict; the server writes the rest. */
export const CONFLICT_ANSWER = ['open', 'resolution'] as const satisfies readonly (keyof Conflict)[];
