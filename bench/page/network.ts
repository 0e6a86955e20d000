import { seededRandom } from '@rockon/sync/testing';

/** Faults between the page and the server. All are off until the bench turns them on. */
export const network = {
  /** Loses 20 % of the responses after the server did the work, and returns a server error for 5 %. */
  lossy: false,
  /** The socket stays open and answers heartbeats, but drops every announcement. */
  silent: false,
  /** Push requests are never sent. */
  stalled: false,
  /** How often each fault happened, to prove that it did. */
  counts: { lost: 0, broken: 0, dropped: 0, held: 0 },
};

const random = seededRandom(20);

export const faultyFetch: typeof fetch = async (input, init) => {
  const call = new URL(input instanceof Request ? input.url : String(input)).pathname;
  if (network.stalled && call.endsWith('/sync_push')) {
    network.counts.held += 1;
    return new Promise(() => {});
  }
  if (!network.lossy || !call.includes('/rpc/')) return fetch(input, init);
  const roll = random();
  if (roll < 0.05) {
    network.counts.broken += 1;
    return new Response('{"message":"upstream is gone"}', { status: 503 });
  }
  const answer = await fetch(input, init);
  if (roll >= 0.25) return answer;
  await answer.arrayBuffer();
  network.counts.lost += 1;
  throw new TypeError('Failed to fetch');
};

export class FaultySocket extends WebSocket {
  constructor(...options: ConstructorParameters<typeof WebSocket>) {
    super(...options);
    // Registered before any other listener. Announcements are the protocol's binary frames.
    this.addEventListener('message', (event) => {
      if (!network.silent || typeof event.data === 'string') return;
      network.counts.dropped += 1;
      event.stopImmediatePropagation();
    });
  }
}
