import type { ModelServer } from '@rockon/sync/testing';
import { BAND } from './book.ts';
import type { SimDevice } from './device.ts';

interface Written {
  readonly order: number;
  readonly device: SimDevice;
  readonly record: string;
  readonly paths: readonly string[];
  readonly tokens: readonly string[];
  state: 'writing' | 'saved' | 'failed';
  discarded: boolean;
}

/**
 * Who wrote what, kept apart from the engine: every written value is a word of its own, so that it can be found again
 * wherever it went, and counted.
 */
export class Ledger {
  readonly written: Written[] = [];
  /** How often the server's log set a word. */
  readonly applied = new Map<string, number>();
  /** Words that the server lost when it was restored. */
  readonly lost = new Set<string>();
  /** Row states that the server ever had, by id and version: several after a restore. */
  readonly history = new Map<string, string[]>();
  #seen = 0;
  #tokens = 0;
  #atBackup: { seen: number; applied: Map<string, number> } | null = null;

  constructor(private readonly server: ModelServer) {}

  token(): string {
    this.#tokens += 1;
    return `w${this.#tokens}.`;
  }

  writing(device: SimDevice, record: string, paths: readonly string[], tokens: readonly string[]) {
    const entry: Written = {
      order: this.written.length,
      device,
      record,
      paths,
      tokens,
      state: 'writing',
      discarded: false,
    };
    this.written.push(entry);
    return {
      saved: () => {
        entry.state = 'saved';
      },
      failed: () => {
        entry.state = 'failed';
      },
    };
  }

  discarded(device: SimDevice, record: string): void {
    for (const entry of this.written) if (entry.device === device && entry.record === record) entry.discarded = true;
  }

  /** Takes notice of what the server's log says since the last look. */
  follow(): void {
    const log = this.server.log(BAND);
    for (const change of log.slice(this.#seen)) {
      const state = JSON.stringify(change.row);
      const id = `${change.table}/${change.id}@${change.version}`;
      this.history.set(id, [...(this.history.get(id) ?? []), state]);
      if (change.table === 'songs') {
        for (const path of change.paths) {
          const set = JSON.stringify(at(change.row, path));
          for (const word of wordsIn(set ?? '')) this.applied.set(word, (this.applied.get(word) ?? 0) + 1);
        }
      } else for (const word of wordsIn(state)) this.applied.set(word, this.applied.get(word) ?? 0);
    }
    this.#seen = log.length;
  }

  backup(): void {
    this.follow();
    this.#atBackup = { seen: this.#seen, applied: new Map(this.applied) };
  }

  restored(): void {
    if (!this.#atBackup) return;
    for (const word of this.applied.keys()) if (!this.#atBackup.applied.has(word)) this.lost.add(word);
    this.applied.clear();
    for (const [word, count] of this.#atBackup.applied) this.applied.set(word, count);
    this.#seen = this.#atBackup.seen;
  }
}

export const wordsIn = (text: string): string[] => text.match(/w\d+\./g) ?? [];

function at(row: unknown, path: string): unknown {
  let value = row;
  for (const part of path.split('/')) value = (value as Record<string, unknown> | null | undefined)?.[part];
  return value;
}
