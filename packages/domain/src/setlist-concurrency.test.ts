import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { sortedItems } from './fields/order.ts';
import { pathsToAdd, pathsToMove } from './item-changes.ts';
import type { SetlistItem } from './setlist.ts';

type Items = Readonly<Record<string, SetlistItem>>;
type Paths = Readonly<Record<string, unknown>>;

/** Applies paths one by one, as devices and the server do: a property of a deleted item has no effect. */
function written(items: Items, paths: Paths): Items {
  const next: Record<string, SetlistItem> = { ...items };
  for (const [path, value] of Object.entries(paths)) {
    const [, id = '', property] = path.split('/');
    const item = next[id];
    if (property !== undefined) {
      if (item !== undefined) next[id] = { ...item, [property]: value };
    } else if (value === null) delete next[id];
    else next[id] = value as SetlistItem;
  }
  return next;
}

/** An action on one's own view of the setlist. `at` and `which` are taken modulo the number of items. */
type Act =
  | { readonly do: 'add'; readonly at: number }
  | { readonly do: 'move'; readonly which: number; readonly many: number; readonly at: number }
  | { readonly do: 'remove'; readonly which: number }
  | { readonly do: 'meet' };
interface Step {
  readonly who: 0 | 1;
  readonly act: Act;
}

const steps: fc.Arbitrary<readonly Step[]> = fc.array(
  fc.record({
    who: fc.constantFrom(0 as const, 1 as const),
    act: fc.oneof(
      { weight: 4, arbitrary: fc.record({ do: fc.constant('add' as const), at: fc.nat(12) }) },
      {
        weight: 6,
        arbitrary: fc.record({
          do: fc.constant('move' as const),
          which: fc.nat(12),
          many: fc.integer({ min: 1, max: 3 }),
          at: fc.nat(12),
        }),
      },
      { weight: 2, arbitrary: fc.record({ do: fc.constant('remove' as const), which: fc.nat(12) }) },
      { weight: 2, arbitrary: fc.record({ do: fc.constant('meet' as const) }) },
    ),
  }),
  { maxLength: 40 },
);

/**
 * Two devices and a server: each shows the server's setlist with its own unsent changes on top, and sends them on sync.
 */
class Together {
  server: Items = {};
  readonly unsent: [Paths[], Paths[]] = [[], []];
  readonly added = new Set<string>();
  readonly removed = new Set<string>();
  #seen: [Items, Items] = [{}, {}];

  view(who: 0 | 1): Items {
    return this.unsent[who].reduce(written, this.#seen[who]);
  }

  act({ who, act }: Step): void {
    const view = this.view(who);
    const ids = sortedItems(view).map(({ id }) => id);
    if (act.do === 'meet') this.send(who);
    else if (act.do === 'add') {
      const id = `n${this.added.size}`;
      this.added.add(id);
      this.unsent[who].push(pathsToAdd('items', view, [[id, { kind: 'song' }]], act.at % (ids.length + 1)));
    } else if (ids.length > 0 && act.do === 'remove') {
      const id = ids[act.which % ids.length] ?? '';
      this.removed.add(id);
      this.unsent[who].push({ [`items/${id}`]: null });
    } else if (ids.length > 0 && act.do === 'move') {
      const from = act.which % ids.length;
      const moved = ids.slice(from, from + act.many);
      const paths = pathsToMove('items', view, moved, act.at % (ids.length - moved.length + 1));
      const after = sortedItems(written(view, paths)).map(({ id }) => id);
      const others = ids.filter((id) => !moved.includes(id));
      const at = act.at % (others.length + 1);
      // The moved rows are exactly where the person put them, whatever keys others had chosen before.
      expect(after).toEqual([...others.slice(0, at), ...moved, ...others.slice(at)]);
      this.unsent[who].push(paths);
    }
  }

  send(who: 0 | 1): void {
    this.server = this.unsent[who].reduce(written, this.server);
    this.unsent[who].length = 0;
    this.#seen[who] = this.server;
  }
}

describe('two people with one setlist', () => {
  it('end with the same order, without lost or doubled items, however their moves interleave', () => {
    fc.assert(
      fc.property(steps, fc.boolean(), (all, aFirst) => {
        const both = new Together();
        for (const step of all) both.act(step);
        const order = aFirst ? ([0, 1, 0] as const) : ([1, 0, 1] as const);
        for (const who of order) both.send(who);
        const [a, b] = ([0, 1] as const).map((who) => sortedItems(both.view(who)).map(({ id }) => id));
        expect(a).toEqual(b);
        expect(new Set(a).size).toBe(a?.length);
        expect([...(a ?? [])].sort()).toEqual([...both.added].filter((id) => !both.removed.has(id)).sort());
      }),
      { numRuns: 400 },
    );
  });

  it('keep both songs added at the same place at once, and one can be put between them', () => {
    const both = new Together();
    both.act({ who: 0, act: { do: 'add', at: 0 } });
    both.act({ who: 1, act: { do: 'add', at: 0 } });
    for (const who of [0, 1, 0] as const) both.send(who);
    expect(sortedItems(both.server).map(({ id }) => id)).toEqual(['n0', 'n1']);
    both.act({ who: 0, act: { do: 'add', at: 1 } });
    both.send(0);
    expect(sortedItems(both.server).map(({ id }) => id)).toEqual(['n0', 'n2', 'n1']);
  });
});
