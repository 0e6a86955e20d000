import { fileURLToPath } from 'node:url';

/** Arguments of Node for a process that must not outlive the test; it needs 'ipc' among its `stdio`. */
export const END_WITH_PARENT = ['--import', fileURLToPath(new URL('./end-with-parent.mjs', import.meta.url))] as const;
