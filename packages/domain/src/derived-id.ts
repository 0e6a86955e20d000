import { sha256 } from '@noble/hashes/sha2.js';

const both = new Uint8Array(32);

function put(id: string, at: number): void {
  const digits = id.replaceAll('-', '');
  for (let byte = 0; byte < 16; byte += 1) both[at + byte] = Number.parseInt(digits.slice(byte * 2, byte * 2 + 2), 16);
}

const HEX = Array.from({ length: 256 }, (_, byte) => byte.toString(16).padStart(2, '0'));
const DASH_BEFORE = new Set([4, 6, 8, 10]);

/**
 * The id that two ids make: the first half of the SHA-256 of their 32 bytes, as a UUID; `private.combined_id` makes the
 * same. Nobody can find another pair that makes the same id, as everybody could when the bits were only mixed. A library,
 * because lists ask for thousands at once while they are drawn and the browser's own digest answers later only.
 */
export function deriveId(first: string, second: string): string {
  put(first, 0);
  put(second, 16);
  const digest = sha256(both);
  let id = '';
  for (let byte = 0; byte < 16; byte += 1) id += (DASH_BEFORE.has(byte) ? '-' : '') + (HEX[digest[byte] ?? 0] ?? '');
  return id;
}
