import type { Change, Row } from '@rockon/sync';
import type { SimDevice } from './device.ts';
import { canonical } from './oracle.ts';
import { isText, isWritten } from './schema.ts';
import type { Mutation, Result, SimServer } from './server.ts';

interface Written {
  readonly order: number;
  readonly device: SimDevice;
  readonly record: string;
  readonly paths: readonly string[];
  readonly tokens: readonly string[];
  state: 'writing' | 'saved' | 'failed';
  discarded: boolean;
}

/** The ledger's state at a backup, restored together with the server. */
interface Moment {
  readonly seen: number;
  readonly applied: Map<string, number>;
  readonly latest: Map<string, Row>;
}

/**
 * Records who wrote what, independently of the engine. Every written value is a unique word, so that it can be found and
 * counted wherever it went.
 */
export class Ledger {
  readonly written: Written[] = [];
  /** How often the server's log set each word. */
  applied = new Map<string, number>();
  /** Words that were lost when the server was restored. */
  readonly lost = new Set<string>();
  /** Every row state that the server ever had, by table, id and version: several after a restore. */
  readonly history = new Map<string, Set<string>>();
  /** The newest state of every row in the log, by table and id. */
  latest = new Map<string, Row>();
  /** Records with a text conflict in which a person chose one text. */
  readonly chosen = new Set<string>();
  readonly counts: Record<string, number> = {};
  readonly #mutations = new Map<string, Mutation>();
  readonly #answers = new Map<string, string>();
  #seen = 0;
  #tokens = 0;
  #atBackup: Moment | null = null;

  constructor(
    private readonly server: SimServer,
    private readonly look: (change: Change, before: readonly Change[], mutation: Mutation | undefined) => void,
  ) {}

  count(what: string, times = 1): void {
    this.counts[what] = (this.counts[what] ?? 0) + times;
  }

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

  sent(client: string, mutations: readonly Mutation[]): void {
    for (const mutation of mutations) {
      const name = `${client}#${mutation.id}`;
      if (this.#mutations.has(name)) this.count('mutations repeated');
      this.#mutations.set(name, mutation);
    }
  }

  /** @returns a repeated mutation whose result differs from the first one */
  answered(client: string, results: readonly Result[]): Mutation | undefined {
    let changed: Mutation | undefined;
    for (const result of results) {
      const name = `${client}#${result.id}`;
      if (result.status === 'rejected') {
        this.count(`rejected: ${result.error?.code}`);
        this.count(`rejected: ${this.#mutations.get(name)?.op}`);
      }
      const answer = canonical(result);
      // For long inactive devices the server keeps only a receipt of the result, without the row.
      const receipt = canonical({ ...result, row: null, version: null, seq: null });
      const known = this.#answers.get(name) ?? answer;
      if (known !== answer && !(answer === receipt && withoutRow(known) === receipt))
        changed = this.#mutations.get(name);
      this.#answers.set(name, answer);
    }
    return changed;
  }

  /** Reads the new entries of the server's log. */
  follow(): void {
    const log = this.server.log();
    for (const change of log.slice(this.#seen)) {
      this.look(change, log.slice(0, this.#seen), this.#mutations.get(`${change.client}#${change.mutation}`));
      this.#seen += 1;
      if (!change.row) continue;
      const state = canonical(change.row);
      const id = `${change.table}/${change.id}@${change.version}`;
      this.history.set(id, (this.history.get(id) ?? new Set()).add(state));
      const before = this.latest.get(`${change.table}/${change.id}`);
      this.latest.set(`${change.table}/${change.id}`, change.row);
      if (isWritten(change.table)) {
        for (const path of change.paths) {
          // A text is written as a whole around its new words.
          const old = new Set(isText(change.table, path) ? wordsIn(String(before?.[path])) : []);
          for (const word of wordsIn(JSON.stringify(at(change.row, path)) ?? ''))
            if (!old.has(word)) this.applied.set(word, (this.applied.get(word) ?? 0) + 1);
        }
      } else for (const word of wordsIn(state)) this.applied.set(word, this.applied.get(word) ?? 0);
    }
  }

  /** Whether the server ever had exactly this row. */
  had(table: string, row: Row): boolean {
    return this.history.get(`${table}/${row.id}@${row.version}`)?.has(canonical(row)) ?? false;
  }

  backup(): void {
    this.follow();
    this.#atBackup = { seen: this.#seen, applied: new Map(this.applied), latest: new Map(this.latest) };
  }

  restored(): void {
    if (!this.#atBackup) return;
    const { seen, applied, latest } = this.#atBackup;
    for (const word of this.applied.keys()) if (!applied.has(word)) this.lost.add(word);
    this.applied = new Map(applied);
    this.latest = new Map(latest);
    this.#seen = seen;
    // A restored server does not know the results it returned after the backup.
    this.#answers.clear();
  }
}

const withoutRow = (answer: string): string =>
  canonical({ ...JSON.parse(answer), row: null, version: null, seq: null });

export const wordsIn = (text: string): string[] => text.match(/w\d+\./g) ?? [];

export function at(row: unknown, path: string): unknown {
  let value = row;
  for (const part of path.split('/')) value = (value as Record<string, unknown> | null | undefined)?.[part];
  return value;
}
