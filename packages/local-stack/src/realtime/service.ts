import type { IncomingMessage, Server } from 'node:http';
import type { Duplex } from 'node:stream';
import type pg from 'pg';
import { type WebSocket, WebSocketServer } from 'ws';
import type { DatabaseListener } from '../database/listener.ts';
import type { Limits } from '../limits.ts';
import type { ApiKeys } from '../tokens/api-keys.ts';
import type { TokenService } from '../tokens/jwt.ts';
import { Authorizer } from './authorizer.ts';
import type { ChannelServices } from './channel.ts';
import { Credentials } from './credentials.ts';
import { DatabaseFeed } from './database-feed.ts';
import { Rooms } from './room.ts';
import { Socket } from './socket.ts';

export interface RealtimeOptions {
  /** Connections of the realtime role. */
  readonly pool: pg.Pool;
  readonly listener: DatabaseListener;
  readonly tokens: TokenService;
  readonly keys: ApiKeys;
  readonly limits: Limits;
  readonly log: (line: string) => void;
}

const PATH = '/realtime/v1/websocket';
const SWEEP_MS = 1_000;

/** The part of Supabase Realtime that the app uses: private channels with broadcast and presence, Phoenix vsn 2.0.0. */
export class RealtimeService {
  readonly #options: RealtimeOptions;
  readonly #services: ChannelServices;
  readonly #sockets = new Set<Socket>();
  readonly #upgrader: WebSocketServer;
  #sweeper: NodeJS.Timeout | null = null;

  constructor(options: RealtimeOptions) {
    const { pool, listener, limits, log } = options;
    const rooms = new Rooms();
    this.#options = options;
    this.#services = {
      authorizer: new Authorizer(pool, log),
      credentials: new Credentials(options.tokens, options.keys),
      rooms,
      limits,
      feedReady: () => listener.connected,
    };
    new DatabaseFeed(pool, rooms, log).listen(listener, () => {
      // Messages were lost while disconnected. Clients pull when they reconnect, so close every socket.
      for (const socket of this.#sockets) socket.close();
    });
    // No compression: messages are small, and deflate would take longer than sending them.
    this.#upgrader = new WebSocketServer({ noServer: true, perMessageDeflate: false, maxPayload: limits.frameBytes });
  }

  attach(server: Server): void {
    server.on('upgrade', (req, socket, head) => {
      // A peer that hangs up during the handshake must not end the process.
      socket.on('error', () => socket.destroy());
      this.#upgrade(req, socket, head).catch(() => refuse(socket, 500, 'The server failed'));
    });
    this.#sweeper = setInterval(() => {
      const now = Date.now();
      for (const socket of this.#sockets) socket.sweep(now);
    }, SWEEP_MS);
    this.#sweeper.unref();
  }

  /** Closes every socket so that clients reconnect; terminates those that have not closed after 200 ms. */
  stop(): void {
    if (this.#sweeper !== null) clearInterval(this.#sweeper);
    for (const socket of this.#sockets) socket.close();
    for (const socket of [...this.#sockets]) setTimeout(() => socket.terminate(), 200).unref();
  }

  async #upgrade(req: IncomingMessage, socket: Duplex, head: Buffer): Promise<void> {
    const url = new URL(req.url ?? '/', 'http://stack');
    if (url.pathname !== PATH) return refuse(socket, 404, 'No WebSocket endpoint at this path');
    if ((url.searchParams.get('vsn') ?? '1.0.0') !== '2.0.0') return refuse(socket, 400, 'Only vsn=2.0.0 is supported');
    const apiKey = url.searchParams.get('apikey') ?? String(req.headers.apikey ?? '');
    if (!(await this.#services.credentials.admits(apiKey))) return refuse(socket, 401, 'Invalid API key');
    if (this.#sockets.size >= this.#options.limits.sockets) return refuse(socket, 429, 'Too many connections');
    this.#upgrader.handleUpgrade(req, socket, head, (ws) => this.#accept(ws, apiKey));
  }

  #accept(ws: WebSocket, apiKey: string): void {
    const socket = new Socket(ws, { services: this.#services, apiKey, log: this.#options.log });
    this.#sockets.add(socket);
    ws.on('close', () => this.#sockets.delete(socket));
  }
}

const REASONS: Readonly<Record<number, string>> = {
  400: 'Bad Request',
  401: 'Unauthorized',
  404: 'Not Found',
  429: 'Too Many Requests',
  500: 'Internal Server Error',
};

function refuse(socket: Duplex, status: number, error: string): void {
  const body = JSON.stringify({ error });
  socket.end(
    `HTTP/1.1 ${status} ${REASONS[status]}\r\ncontent-type: application/json\r\n` +
      `content-length: ${Buffer.byteLength(body)}\r\nconnection: close\r\n\r\n${body}`,
  );
}
