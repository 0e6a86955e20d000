import { describe, expect, it } from 'vitest';
import { decodeBinary, decodeText, encodeBroadcast } from './frames.ts';

/** Frames recorded between supabase-js 2.109 and a server. */
const PUSH = Buffer.from(
  '0301011006000136377265616c74696d653a62616e643a3432637572736f727b2278223a312c2279223a22c3a9227d',
  'hex',
);
const DELIVERY = '04100600017265616c74696d653a62616e643a3432637572736f727b2278223a312c2279223a22c3a9227d';

describe('binary frames', () => {
  it('decode a client’s broadcast', () => {
    expect(decodeBinary(PUSH)).toEqual({
      kind: 'broadcast',
      joinRef: '6',
      ref: '7',
      topic: 'realtime:band:42',
      event: 'cursor',
      encoding: 1,
      payload: Buffer.from('{"x":1,"y":"é"}'),
    });
  });

  it('encode a broadcast for subscribers', () => {
    const frame = encodeBroadcast('realtime:band:42', 'cursor', 1, Buffer.from('{"x":1,"y":"é"}'));
    expect(frame?.toString('hex')).toBe(DELIVERY);
  });

  it('count bytes, not characters', () => {
    const frame = encodeBroadcast('é', 'e', 0, Buffer.from([1]), '{}');
    expect([...(frame ?? [])]).toEqual([4, 2, 1, 2, 0, 0xc3, 0xa9, 101, 123, 125, 1]);
  });

  it('reject names longer than 255 bytes', () => {
    expect(encodeBroadcast('t'.repeat(256), 'e', 1, Buffer.from('{}'))).toBeNull();
  });

  it.each([
    ['nothing', []],
    ['less than a header', [3, 0, 0]],
    ['another kind', [4, 0, 0, 0, 0, 0, 1]],
    ['another encoding', [3, 0, 0, 0, 0, 0, 2]],
    ['lengths beyond its end', [3, 9, 9, 9, 9, 9, 1]],
    ['JSON that is none', [3, 0, 0, 0, 0, 0, 1, 123]],
  ])('drop %s', (_, bytes) => {
    expect(decodeBinary(Buffer.from(bytes))).toBeNull();
  });
});

describe('text frames', () => {
  it('are arrays of five elements', () => {
    expect(decodeText('[null,"1","phoenix","heartbeat",{}]')).toEqual({
      kind: 'message',
      joinRef: null,
      ref: '1',
      topic: 'phoenix',
      event: 'heartbeat',
      payload: {},
    });
  });

  it.each(['', 'x', '{}', '[]', '[1,"1","t","e",{}]', '["1","1",2,"e",{}]', '["1","1","t","e"]'])('drop %s', (text) => {
    expect(decodeText(text)).toBeNull();
  });
});
