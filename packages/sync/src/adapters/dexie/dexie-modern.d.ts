/**
 * Dexie's build for current browsers, 2 kB (gzip) smaller. What `dexie` itself resolves to is transpiled for browsers that
 * lack other things that the app needs. Dexie has types only for its main path.
 */
declare module 'dexie/dist/modern/dexie.mjs' {
  export { Dexie } from 'dexie';
}
