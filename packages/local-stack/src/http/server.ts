import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { withCors } from './cors.ts';
import { type ApiRequest, BodyTooLarge, type Handler, json, type Reply, readBody } from './message.ts';

export interface Route {
  /** Matches the path itself and everything below it; `/` is the fallback. */
  readonly prefix: string;
  /** Adds CORS headers and answers preflights, for APIs that other origins call. */
  readonly cors: boolean;
  readonly handle: Handler;
}

export interface HttpOptions {
  readonly routes: readonly Route[];
  /** Called with an unhandled error; the client only gets a 500. */
  readonly onDefect: (error: unknown, request: { method: string; path: string }) => void;
}

/** A Node server that routes by the longest matching prefix. */
export function createHttpServer(options: HttpOptions): Server {
  const routes = options.routes.toSorted((a, b) => b.prefix.length - a.prefix.length);
  const server = createServer((req, res) => {
    answer(req, res, routes, options.onDefect).catch((error: unknown) => {
      options.onDefect(error, { method: req.method ?? '', path: pathOf(req) });
      res.destroy();
    });
  });
  // Longer than clients keep idle connections: if the server closed first, a client's next request could fail.
  server.keepAliveTimeout = 75_000;
  server.headersTimeout = 30_000;
  server.requestTimeout = 60_000;
  return server;
}

async function answer(
  req: IncomingMessage,
  res: ServerResponse,
  routes: readonly Route[],
  onDefect: HttpOptions['onDefect'],
): Promise<void> {
  const method = req.method ?? 'GET';
  const path = pathOf(req);
  const route = routes.find((r) => r.prefix === '/' || path === r.prefix || path.startsWith(`${r.prefix}/`));
  if (route === undefined) return write(res, method, json(404, { message: 'Nothing is served here.' }));
  const request = apiRequest(req, method, path, route);
  const handle = route.cors ? withCors(route.handle) : route.handle;
  let reply: Reply;
  try {
    reply = await handle(request);
  } catch (error) {
    if (!(error instanceof BodyTooLarge)) onDefect(error, { method, path });
    reply =
      error instanceof BodyTooLarge
        ? json(413, { code: 'payload_too_large', message: error.message }, { connection: 'close' })
        : json(500, { code: 'unexpected_failure', message: 'Internal server error' });
  }
  write(res, method, reply);
  // An unread body would be parsed as the connection's next request.
  if (!req.readableEnded) req.resume();
}

function apiRequest(req: IncomingMessage, method: string, path: string, route: Route): ApiRequest {
  const target = req.url ?? '/';
  const mark = target.indexOf('?');
  const below = route.prefix === '/' ? path : path.slice(route.prefix.length);
  return {
    method,
    path: below === '' ? '/' : below,
    query: new URLSearchParams(mark === -1 ? '' : target.slice(mark + 1)),
    headers: req.headers,
    address: req.socket.remoteAddress ?? 'unknown',
    body: (limit) => readBody(req, limit),
  };
}

function pathOf(req: IncomingMessage): string {
  const target = req.url ?? '/';
  const mark = target.indexOf('?');
  return mark === -1 ? target : target.slice(0, mark);
}

function write(res: ServerResponse, method: string, reply: Reply): void {
  if (res.headersSent || res.destroyed) return;
  const bodiless = reply.status === 204 || reply.status === 304;
  const body = bodiless ? undefined : (reply.body ?? '');
  res.writeHead(reply.status, {
    'x-content-type-options': 'nosniff',
    ...(body === undefined ? {} : { 'content-length': String(Buffer.byteLength(body)) }),
    ...reply.headers,
  });
  res.end(method === 'HEAD' ? undefined : body);
}
