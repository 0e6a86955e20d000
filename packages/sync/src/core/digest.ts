import type { Digest } from '../protocol/pull.ts';
import type { Row } from '../protocol/row.ts';

/** Checksum of a table's live rows: differs when a row is missing, extra or outdated. */
export function digestOf(live: Iterable<Row>): Digest[string] {
  let count = 0;
  let versions = 0;
  for (const row of live) {
    count += 1;
    versions += row.version;
  }
  return { count, versions };
}

/**
 * The tables in which device and server differ. A table that only one of them knows (older app, newer server) is ignored.
 */
export function differing(server: Digest, device: Digest): string[] {
  return Object.entries(device).flatMap(([table, { count, versions }]) => {
    const there = server[table];
    return there && (there.count !== count || there.versions !== versions) ? [table] : [];
  });
}
