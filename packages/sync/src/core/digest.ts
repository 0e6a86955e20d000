import type { Digest } from '../protocol/pull.ts';
import type { Row } from '../protocol/row.ts';

/** What stands for a table's live rows: equal unless something was missed, doubled or brought back. */
export function digestOf(live: Iterable<Row>): Digest[string] {
  let count = 0;
  let versions = 0;
  for (const row of live) {
    count += 1;
    versions += row.version;
  }
  return { count, versions };
}

/** The tables in which the device differs. Tables that only one side knows (an older app, a newer server) prove nothing. */
export function differing(server: Digest, device: Digest): string[] {
  return Object.entries(device).flatMap(([table, { count, versions }]) => {
    const there = server[table];
    return there && (there.count !== count || there.versions !== versions) ? [table] : [];
  });
}
