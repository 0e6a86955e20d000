import * as z from 'zod/mini';

/** What JSON can hold. A key whose value is undefined is left out, as `JSON.stringify` does. */
export type Json = string | number | boolean | null | readonly Json[] | { readonly [key: string]: Json | undefined };

export const json: z.ZodMiniType<Json> = z.json() as unknown as z.ZodMiniType<Json>;
