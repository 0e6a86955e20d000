import * as z from 'zod/mini';

export type Json = string | number | boolean | null | readonly Json[] | { readonly [key: string]: Json };

export const json: z.ZodMiniType<Json> = z.json() as unknown as z.ZodMiniType<Json>;
