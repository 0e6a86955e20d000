import { seededRandom } from '@rockon/sync/testing';

/**
 * One event. Numbers are taken modulo the number of tabs, records or users, so that a scenario still runs without some of
 * its events.
 */
export type SimEvent =
  | { readonly kind: 'wait'; readonly ms: number }
  | { readonly kind: 'write'; readonly tab: number; readonly record: number; readonly path: number }
  /** A form is opened, and saved some time later, based on the row as it was when it opened. */
  | { readonly kind: 'form'; readonly tab: number; readonly record: number; readonly path: number }
  | { readonly kind: 'save'; readonly tab: number }
  | { readonly kind: 'insert'; readonly tab: number; readonly refused: boolean }
  | { readonly kind: 'delete' | 'restore'; readonly tab: number; readonly record: number }
  | { readonly kind: 'mark'; readonly tab: number; readonly record: number }
  | { readonly kind: 'resolve'; readonly tab: number; readonly keep: 'mine' | 'theirs' }
  | { readonly kind: 'retry' | 'discard'; readonly tab: number }
  | { readonly kind: 'network'; readonly device: number; readonly mode: NetworkMode }
  /** One kind of call of a device fails, or its database refuses every write, while everything else works. */
  | { readonly kind: 'partial'; readonly device: number; readonly failure: PartialFailure | null }
  | { readonly kind: 'socket'; readonly device: number; readonly mode: 'up' | 'down' | 'lossy' }
  | {
      readonly kind: 'connectivity';
      readonly device: number;
      readonly event: 'online' | 'offline' | 'visible' | 'hidden';
    }
  | { readonly kind: 'kill' | 'close' | 'steal'; readonly tab: number }
  | { readonly kind: 'open' | 'crash' | 'storage-fault' | 'compact' | 'full' | 'enter'; readonly device: number }
  | { readonly kind: 'session'; readonly device: number; readonly there: boolean }
  | { readonly kind: 'clock'; readonly device: number; readonly hours: number }
  | { readonly kind: 'membership'; readonly user: number; readonly join: boolean }
  | { readonly kind: 'role'; readonly user: number; readonly role: 'member' | 'viewer' }
  /** `keep`: how many changes stay in each log. */
  | { readonly kind: 'prune'; readonly keep?: number }
  | { readonly kind: 'backup' | 'server-restore' }
  /** Only in scenarios written by hand: after this time everything must have recovered without `heal`. */
  | { readonly kind: 'rest'; readonly ms: number };

export type NetworkMode = 'good' | 'request-lost' | 'response-lost' | 'busy' | 'flaky' | 'slow';

export type PartialFailure =
  | { readonly call: 'push' | 'pull'; readonly how: 'request-lost' | 'response-lost' | 'busy' | 'throttled' }
  | 'storage';

export interface Scenario {
  readonly seed: number;
  /** Users of the devices, in order. */
  readonly devices: readonly string[];
  readonly events: readonly SimEvent[];
}

const USERS = ['mia', 'sam', 'kim'];
const NETWORK: readonly NetworkMode[] = [
  'request-lost',
  'response-lost',
  'busy',
  'flaky',
  'flaky',
  'slow',
  'good',
  'good',
];

/**
 * Draws a scenario. Each seed gets its own mix: some kinds of events never happen, and the others at very different
 * rates, because a bug that needs many lost responses does not show where everything fails a little.
 */
export function draw(seed: number, steps = 60): Scenario {
  const random = seededRandom(seed);
  const int = (below: number) => Math.floor(random() * below);
  const pick = <T>(from: readonly [T, ...T[]] | readonly T[]): T => from[int(from.length)] as T;
  const devices = Array.from(
    { length: 2 + int(3) },
    (_, index) => USERS[index < 2 ? index : int(USERS.length)] as string,
  );

  const makers: (() => SimEvent)[] = [
    () => ({ kind: 'delete', tab: int(99), record: int(99) }),
    () => ({ kind: 'restore', tab: int(99), record: int(99) }),
    () => ({ kind: 'mark', tab: int(99), record: int(99) }),
    () => ({ kind: 'resolve', tab: int(99), keep: pick(['mine', 'theirs']) }),
    () => ({ kind: pick(['retry', 'discard']), tab: int(99) }),
    () => ({ kind: 'network', device: int(99), mode: pick(NETWORK) }),
    () => ({ kind: 'network', device: int(99), mode: 'good' }),
    () => ({ kind: 'socket', device: int(99), mode: pick(['up', 'up', 'down', 'lossy']) }),
    () => ({
      kind: 'connectivity',
      device: int(99),
      event: pick(['online', 'online', 'offline', 'visible', 'hidden']),
    }),
    () => ({ kind: pick(['kill', 'kill', 'close', 'steal']), tab: int(99) }),
    () => ({ kind: 'open', device: int(99) }),
    () => ({ kind: pick(['crash', 'storage-fault', 'compact']), device: int(99) }),
    () => ({ kind: 'session', device: int(99), there: random() < 0.6 }),
    () => ({ kind: 'clock', device: int(99), hours: int(49) - 24 }),
    () => ({ kind: 'membership', user: int(99), join: random() < 0.7 }),
    () => ({ kind: pick(['backup', 'backup', 'server-restore']) }),
    () => ({ kind: 'prune', keep: pick([0, 0, 3, 10]) }),
    () => ({ kind: 'role', user: int(99), role: pick(['member', 'viewer']) }),
  ];
  const weights = makers.map(() => (random() < 0.35 ? 0 : random() ** 2));
  const total = weights.reduce((sum, weight) => sum + weight, 0) || 1;
  const trouble = (): SimEvent => {
    let at = random() * total;
    const index = weights.findIndex((weight) => {
      at -= weight;
      return at < 0;
    });
    return (makers[index] ?? makers[0])?.() as SimEvent;
  };

  // Sometimes everybody edits the same place, with forms that stay open for a while.
  const hot = random() < 0.4;
  const forms = random() < (hot ? 0.8 : 0.3) ? random() * 0.6 : 0;
  // Half of these edit a text, which is merged; the second record is a song, and its third path is the notes.
  const inText = hot && random() < 0.5;
  const spot = inText ? { record: 1, path: 2 } : { record: 0, path: 0 };
  const place = () => ({ tab: int(99), ...(hot ? spot : { record: int(4), path: int(4) }) });
  const saves = new Map<number, SimEvent>();

  const first: SimEvent = { kind: 'insert', tab: 0, refused: false };
  const events: SimEvent[] = hot ? [first, first] : [];
  const calm = 0.2 + random() * 0.4;
  for (let step = 0; step < steps; step++) {
    const roll = random();
    const save = saves.get(step);
    if (save) events.push(save);
    else if (roll < 0.3) events.push({ kind: 'wait', ms: pick([0, 1, 5, 20, 100, 600, 3_000, 40_000]) });
    else if (roll < 0.3 + calm * 0.7 && random() < forms) {
      const opened = place();
      events.push({ kind: 'form', ...opened });
      saves.set(step + 4 + int(16), { kind: 'save', tab: opened.tab });
    } else if (roll < 0.3 + calm * 0.7) events.push({ kind: 'write', ...place() });
    else if (roll < 0.4 + calm * 0.7) events.push({ kind: 'insert', tab: int(99), refused: random() < 0.15 });
    else events.push(trouble());
  }
  // A separate random stream: changes here do not change what other seeds draw.
  const rare = seededRandom(seed ^ 0xbac0);
  if (rare() < 0.15) events.push(...restoredUnderAnswers(rare));
  const full = seededRandom(seed ^ 0xf011);
  if (full() < 0.3) comeAndGo(events, full);
  const partial = seededRandom(seed ^ 0xfa17);
  if (partial() < 0.4) events.push(...partlyFailing(partial));
  return { seed, devices, events };
}

/** A device works for a minute or two while exactly one of its dependencies fails. */
function partlyFailing(random: () => number): SimEvent[] {
  const int = (below: number) => Math.floor(random() * below);
  const pick = <const T>(from: readonly [T, ...T[]]): T => from[int(from.length)] ?? from[0];
  const device = int(99);
  const call = pick(['push', 'push', 'pull']);
  const how = pick(['busy', 'request-lost', 'response-lost', 'throttled']);
  const failure: PartialFailure = random() < 0.2 ? 'storage' : { call, how };
  const ready: SimEvent[] = [
    { kind: 'session', device, there: true },
    { kind: 'network', device, mode: 'good' },
    { kind: 'connectivity', device, event: 'online' },
    { kind: 'connectivity', device, event: 'visible' },
  ];
  const work = (): SimEvent[] => [
    { kind: 'write', tab: int(99), record: int(4), path: int(4) },
    { kind: 'insert', tab: int(99), refused: false },
    { kind: 'wait', ms: pick([3_000, 10_000, 40_000]) },
  ];
  return [
    ...ready,
    { kind: 'partial', device, failure },
    ...work(),
    ...work(),
    ...work(),
    { kind: 'partial', device, failure: null },
  ];
}

/** On a full device the person works in another band for a while, so that this band is evicted, and then returns. */
function comeAndGo(events: SimEvent[], random: () => number): void {
  const at = () => Math.floor(random() * (events.length + 1));
  for (let times = 1 + Math.floor(random() * 3); times > 0; times--) {
    const device = Math.floor(random() * 99);
    const gone = at();
    events.splice(gone, 0, { kind: 'full', device });
    const back = gone + 1 + Math.floor(random() * 12);
    if (random() < 0.7) events.splice(Math.min(back, events.length), 0, { kind: 'enter', device });
  }
}

/**
 * The server is restored several times while a response is in flight. By chance alone this happens less than once in some
 * hundred scenarios, and an engine that applies such a response stayed unnoticed for as long.
 */
function restoredUnderAnswers(random: () => number): SimEvent[] {
  const int = (below: number) => Math.floor(random() * below);
  const wait = (ms: number): SimEvent => ({ kind: 'wait', ms });
  const ready: SimEvent[] = [
    { kind: 'membership', user: 0, join: true },
    { kind: 'open', device: 0 },
    { kind: 'session', device: 0, there: true },
    { kind: 'network', device: 0, mode: 'good' },
    { kind: 'connectivity', device: 0, event: 'online' },
    { kind: 'insert', tab: 0, refused: false },
    wait(3_000),
    { kind: 'socket', device: 0, mode: 'down' },
    wait(1_000),
    { kind: 'backup' },
  ];
  const once = (): SimEvent[] => [
    { kind: 'write', tab: 0, record: int(4), path: int(4) },
    wait(5 + int(10)),
    { kind: 'network', device: 0, mode: 'slow' },
    wait(100),
    { kind: 'server-restore' },
    { kind: 'network', device: 0, mode: 'good' },
    { kind: 'connectivity', device: 0, event: 'visible' },
    wait(12_000),
  ];
  return [...ready, ...once(), ...once(), ...once()];
}
