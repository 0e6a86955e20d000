/** Limits of one push call. The server rejects larger ones. */
export const PUSH_MAX_MUTATIONS = 500;
export const PUSH_MAX_BYTES = 1_000_000;
