import type { Json } from '../protocol/json.ts';

/**
 * Whether two JSON values, or objects that are written as such, are the same; the order of keys does not matter. A missing
 * value equals null.
 */
export function sameJson(a: Json | object | undefined, b: Json | object | undefined): boolean {
  const left = a ?? null;
  const right = b ?? null;
  if (left === right) return true;
  if (left === null || right === null || typeof left !== 'object' || typeof right !== 'object') return false;
  if (Array.isArray(left) || Array.isArray(right)) {
    if (!Array.isArray(left) || !Array.isArray(right) || left.length !== right.length) return false;
    return left.every((value, index) => sameJson(value, right[index]));
  }
  const leftObject = left as { readonly [key: string]: Json };
  const rightObject = right as { readonly [key: string]: Json };
  const keys = Object.keys(leftObject);
  return (
    keys.length === Object.keys(rightObject).length &&
    keys.every((key) => key in rightObject && sameJson(leftObject[key], rightObject[key]))
  );
}
