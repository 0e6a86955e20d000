import ws from 'ws';
import type { Project } from './project.ts';

export type Frame = readonly [
  joinRef: string | null,
  ref: string | null,
  topic: string,
  event: string,
  payload: unknown,
];

/** A raw WebSocket, for frames that supabase-js never sends. */
export class RawSocket {
  readonly #socket: ws;
  readonly #frames: Frame[] = [];
  readonly #waiting = new Set<() => void>();
  readonly closed: Promise<number>;

  private constructor(socket: ws) {
    this.#socket = socket;
    this.closed = new Promise((done) => socket.on('close', (code) => done(code)));
    socket.on('message', (data, binary) => {
      if (!binary) this.#frames.push(JSON.parse(String(data)) as Frame);
      for (const wake of this.#waiting) wake();
    });
  }

  static open(project: Project, query = `apikey=${project.stack.publishableKey}&vsn=2.0.0`): Promise<RawSocket> {
    const socket = new ws(`${project.stack.url.replace('http', 'ws')}/realtime/v1/websocket?${query}`);
    const raw = new RawSocket(socket);
    return new Promise((done, fail) => {
      socket.on('open', () => done(raw));
      socket.on('unexpected-response', (_, response) => fail(new Error(`answered ${response.statusCode}`)));
      socket.on('error', fail);
    });
  }

  send(frame: Frame | string | Buffer): void {
    this.#socket.send(typeof frame === 'string' || Buffer.isBuffer(frame) ? frame : JSON.stringify(frame));
  }

  join(topic: string, ref: string, token: string, config: Readonly<Record<string, unknown>> = {}): Promise<Frame> {
    this.send([ref, ref, topic, 'phx_join', { config: { private: true, ...config }, access_token: token }]);
    return this.next((frame) => frame[1] === ref && frame[3] === 'phx_reply');
  }

  /** Takes the first matching frame, received or still to come; earlier frames stay queued. */
  async next(fits: (frame: Frame) => boolean): Promise<Frame> {
    for (;;) {
      const at = this.#frames.findIndex(fits);
      const [found] = at === -1 ? [] : this.#frames.splice(at, 1);
      if (found !== undefined) return found;
      await new Promise<void>((done) => {
        const wake = () => {
          this.#waiting.delete(wake);
          done();
        };
        this.#waiting.add(wake);
      });
    }
  }

  /** All received frames not yet taken. Waits for a heartbeat reply first, so that everything sent before has arrived. */
  async heard(): Promise<readonly Frame[]> {
    const ref = `probe${Math.random()}`;
    this.send([null, ref, 'phoenix', 'heartbeat', {}]);
    await this.next((frame) => frame[1] === ref);
    return [...this.#frames];
  }

  close(): void {
    this.#socket.terminate();
  }

  /** Stops reading, like a sleeping laptop. */
  pause(): void {
    this.#socket.pause();
  }
}
