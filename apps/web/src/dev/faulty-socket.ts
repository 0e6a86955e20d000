import { faults } from './faults.ts';
import { bytesOf, logNetwork } from './network-log.ts';
import { redactText, redactUrl } from './redact.ts';

const open = new Set<FaultySocket>();

/** A broadcast: Phoenix sends it as text (`…"broadcast"…`) or as a binary frame of kind 4. */
function isBroadcast(data: unknown): boolean {
  if (data instanceof ArrayBuffer) return new Uint8Array(data)[0] === 4;
  return typeof data === 'string' && data.includes('"broadcast"');
}

const sizeOf = (data: unknown) =>
  typeof data === 'string' ? bytesOf(data) : data instanceof ArrayBuffer ? data.byteLength : 0;

const loggable = (data: unknown): unknown => {
  if (typeof data === 'string') return redactText(data);
  return data instanceof ArrayBuffer ? redactText(new TextDecoder().decode(data)) : '(binary)';
};

/** The engine's WebSocket in development: applies the simulated faults and logs every frame. */
export class FaultySocket extends WebSocket {
  readonly #delayed = new WeakSet<Event>();

  constructor(address: string | URL, protocols?: string | string[]) {
    super(address, protocols);
    open.add(this);
    this.#log('socket', 'opening', null);
    // Added before all other listeners, so that it can withhold a message from them.
    this.addEventListener('message', (event) => this.#receive(event));
    this.addEventListener('open', () => {
      this.#log('socket', 'open', null);
      this.closeIfDown();
    });
    this.addEventListener('close', ({ code }) => {
      open.delete(this);
      this.#log('socket', `closed ${code}`, null);
    });
    this.closeIfDown();
  }

  override send(data: Parameters<WebSocket['send']>[0]): void {
    this.#log('frame out', 'sent', data);
    super.send(data);
  }

  closeIfDown(): void {
    const { offline, realtime } = faults.get();
    if (offline || realtime === 'down') this.close();
  }

  #receive(event: MessageEvent): void {
    if (this.#delayed.has(event)) return;
    const { realtime, latencyMs } = faults.get();
    if (realtime === 'silent' && isBroadcast(event.data)) {
      event.stopImmediatePropagation();
      this.#log('frame in', 'dropped (simulated)', event.data);
      return;
    }
    this.#log('frame in', 'received', event.data);
    if (latencyMs === 0) return;
    event.stopImmediatePropagation();
    const later = new MessageEvent('message', { data: event.data, origin: event.origin });
    this.#delayed.add(later);
    setTimeout(() => this.dispatchEvent(later), latencyMs);
  }

  #log(kind: 'socket' | 'frame in' | 'frame out', status: string, data: unknown): void {
    const incoming = kind === 'frame in';
    logNetwork({
      ...{ at: Date.now(), kind, method: 'WS', url: redactUrl(this.url, location.origin), status, durationMs: null },
      ...{ sentBytes: incoming ? 0 : sizeOf(data), receivedBytes: incoming ? sizeOf(data) : 0 },
      ...{ sent: incoming ? null : loggable(data), received: incoming ? loggable(data) : null },
    });
  }
}

// Going offline closes open sockets, as losing the network does.
faults.subscribe(() => {
  for (const socket of open) socket.closeIfDown();
});
