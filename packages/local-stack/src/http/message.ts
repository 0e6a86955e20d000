import type { IncomingHttpHeaders, IncomingMessage } from 'node:http';

/** A request without sockets and streams; its body is read once and within a limit. */
export interface ApiRequest {
  readonly method: string;
  /** The path below the service's prefix, always starting with a slash, still percent-encoded. */
  readonly path: string;
  readonly query: URLSearchParams;
  readonly headers: IncomingHttpHeaders;
  /** The peer's IP address, by which rate limits count. */
  readonly address: string;
  /** Reads the whole body. Throws `BodyTooLarge` past `limit` bytes, after the sender has finished. */
  body(limit: number): Promise<Buffer>;
}

export interface Reply {
  readonly status: number;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string | Buffer;
}

export type Handler = (request: ApiRequest) => Promise<Reply>;

export class BodyTooLarge extends Error {
  override readonly name = 'BodyTooLarge';
  readonly limit: number;

  constructor(limit: number) {
    super(`The request body is larger than ${limit} bytes.`);
    this.limit = limit;
  }
}

const JSON_TYPE = 'application/json; charset=utf-8';

export function json(status: number, value: unknown, headers: Readonly<Record<string, string>> = {}): Reply {
  return { status, headers: { 'content-type': JSON_TYPE, ...headers }, body: JSON.stringify(value) };
}

/**
 * Bytes that are still read and dropped from a body over the limit: a client that is writing when the connection closes
 * sees a broken pipe instead of the 413.
 */
const DRAIN_LIMIT = 32 * 1024 * 1024;

export async function readBody(req: IncomingMessage, limit: number): Promise<Buffer> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of req) {
    const part = chunk as Buffer;
    size += part.length;
    if (size <= limit) chunks.push(part);
    else if (size > DRAIN_LIMIT) break;
  }
  if (size > limit) throw new BodyTooLarge(limit);
  const [only] = chunks;
  return chunks.length === 1 && only !== undefined ? only : Buffer.concat(chunks, size);
}

/** A header's first value, in case a client repeats it. */
export function header(headers: IncomingHttpHeaders, name: string): string | undefined {
  const value = headers[name];
  return Array.isArray(value) ? value[0] : value;
}
