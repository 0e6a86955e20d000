import { beforeEach, describe, expect, it } from 'vitest';
import { Presence } from './presence.ts';

describe('presence', () => {
  let presence: Presence;
  const [phone, laptop] = [{}, {}];

  beforeEach(() => {
    let next = 0;
    presence = new Presence(() => {
      next += 1;
      return `ref${next}`;
    });
  });

  it('keeps one entry per member under a shared key', () => {
    presence.track(phone, 'ann', { on: 'phone' });
    presence.track(laptop, 'ann', { on: 'laptop' });
    expect(presence.state()).toEqual({
      ann: {
        metas: [
          { on: 'phone', phx_ref: 'ref1' },
          { on: 'laptop', phx_ref: 'ref2' },
        ],
      },
    });
  });

  it('reports a change as a leave and a join, linked by reference', () => {
    presence.track(phone, 'ann', { page: 1 });
    expect(presence.track(phone, 'ann', { page: 2 })).toEqual({
      joins: { ann: { metas: [{ page: 2, phx_ref: 'ref2', phx_ref_prev: 'ref1' }] } },
      leaves: { ann: { metas: [{ page: 1, phx_ref: 'ref1' }] } },
    });
  });

  it('reports nothing when nothing changed', () => {
    presence.track(phone, 'ann', { page: { id: 1 } });
    expect(presence.track(phone, 'ann', { page: { id: 1 } })).toBeNull();
    expect(presence.untrack(laptop)).toBeNull();
  });

  it('does not let a payload forge its reference', () => {
    presence.track(phone, 'ann', { phx_ref: 'mine', phx_ref_prev: 'theirs' });
    expect(presence.state().ann?.metas[0]?.phx_ref).toBe('ref1');
  });

  it('accepts any string as a key', () => {
    presence.track(phone, '__proto__', {});
    expect(Object.keys(presence.state())).toEqual(['__proto__']);
    expect(Object.keys(presence.untrack(phone)?.leaves ?? {})).toEqual(['__proto__']);
  });
});
