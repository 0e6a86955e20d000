import { sha256 } from '@noble/hashes/sha2.js';

const both = new Uint8Array(32);

function put(id: string, at: number): void {
  const digits = id.replaceAll('-', '');
  for (let byte = 0; byte < 16; byte += 1) both[at + byte] = Number.parseInt(digits.slice(byte * 2, byte * 2 + 2), 16);
}

const HEX = Array.from({ length: 256 }, (_, byte) => byte.toString(16).padStart(2, '0'));
const DASH_BEFORE = new Set([4, 6, 8, 10]);

/**
 * Derives an id from two ids: the first half of the SHA-256 of their 32 bytes, as a UUID, like `private.combined_id` in
 * the database. A hash, because for mixed bits anybody could find another pair with the same result. A library, because
 * lists need thousands of ids synchronously while rendering, and the browser's digest is asynchronous.
 */
export function deriveId(first: string, second: string): string {
  put(first, 0);
  put(second, 16);
  const digest = sha256(both);
  let id = '';
  for (let byte = 0; byte < 16; byte += 1) id += (DASH_BEFORE.has(byte) ? '-' : '') + (HEX[digest[byte] ?? 0] ?? '');
  return id;
}
