import { seededRandom } from '@rockon/sync/testing';

/** What stands between the page and the server: nothing, unless the bench says so. */
export const network = {
  /** A fifth of the answers is lost after the work was done, one in twenty is a server error. */
  lossy: false,
  /** The socket stays open and answers heartbeats, and no announcement gets through. */
  deaf: false,
  /** Pushes never leave. */
  stalled: false,
  /** What became of the calls, to show that there was trouble at all. */
  met: { lost: 0, broken: 0, unheard: 0, held: 0 },
};

const random = seededRandom(20);

export const throughTrouble: typeof fetch = async (input, init) => {
  const call = new URL(input instanceof Request ? input.url : String(input)).pathname;
  if (network.stalled && call.endsWith('/sync_push')) {
    network.met.held += 1;
    return new Promise(() => {});
  }
  if (!network.lossy || !call.includes('/rpc/')) return fetch(input, init);
  const roll = random();
  if (roll < 0.05) {
    network.met.broken += 1;
    return new Response('{"message":"upstream is gone"}', { status: 503 });
  }
  const answer = await fetch(input, init);
  if (roll >= 0.25) return answer;
  await answer.arrayBuffer();
  network.met.lost += 1;
  throw new TypeError('Failed to fetch');
};

export class DeafSocket extends WebSocket {
  constructor(...place: ConstructorParameters<typeof WebSocket>) {
    super(...place);
    // Before anybody else listens. Announcements are the binary frames of the protocol.
    this.addEventListener('message', (event) => {
      if (!network.deaf || typeof event.data === 'string') return;
      network.met.unheard += 1;
      event.stopImmediatePropagation();
    });
  }
}
