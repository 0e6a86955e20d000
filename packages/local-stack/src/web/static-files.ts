import { createHash } from 'node:crypto';
import { readFile, stat } from 'node:fs/promises';
import { extname, join, normalize, sep } from 'node:path';
import { promisify } from 'node:util';
import { brotliCompress, constants, gzip } from 'node:zlib';
import { type ApiRequest, type Handler, header, type Reply } from '../http/message.ts';

const TYPES: Readonly<Record<string, string>> = {
  '.css': 'text/css; charset=utf-8',
  '.html': 'text/html; charset=utf-8',
  '.ico': 'image/x-icon',
  '.jpg': 'image/jpeg',
  '.js': 'text/javascript; charset=utf-8',
  '.json': 'application/json; charset=utf-8',
  '.map': 'application/json; charset=utf-8',
  '.png': 'image/png',
  '.svg': 'image/svg+xml',
  '.txt': 'text/plain; charset=utf-8',
  '.wasm': 'application/wasm',
  '.webmanifest': 'application/manifest+json; charset=utf-8',
  '.webp': 'image/webp',
  '.woff2': 'font/woff2',
};

const COMPRESSIBLE = /^(text\/|application\/(json|manifest|wasm)|image\/svg)/;
/** Files with a content hash in their name never change. */
const HASHED = /^\/assets\/.+-[\w-]{8,}\.\w+$/;

interface Entry {
  readonly plain: Buffer;
  readonly type: string;
  readonly etag: string;
  /** Compressed once per file and encoding; failures are not cached. */
  readonly encoded: Map<string, Promise<Buffer>>;
}

const gzipAsync = promisify(gzip);
const brotliAsync = promisify(brotliCompress);

/**
 * Serves a built single-page app from `root`. Hashed assets are cached forever; everything else is revalidated, so that
 * the next visit finds a new build and its service worker. A path without an extension is a route and gets the page. A
 * missing file is 404 and not the page, because HTML in place of a script causes confusing errors.
 */
export function staticFiles(root: string): Handler {
  // Keyed by file and not by URL: `/app.js`, `//app.js` and `/%61pp.js` share one copy in memory.
  const loads = new Map<string, { readonly modified: number; readonly entry: Promise<Entry> }>();

  async function load(path: string): Promise<Entry | null> {
    const file = join(root, normalize(path));
    if (!file.startsWith(root.endsWith(sep) ? root : root + sep)) return null;
    // Dotfiles are build metadata and are not served.
    if (path.split(/[\\/]/).some((part) => part.startsWith('.'))) return null;
    const info = await stat(file).catch(() => null);
    if (info === null || !info.isFile()) return null;
    const known = loads.get(file);
    if (known !== undefined && known.modified === info.mtimeMs) return known.entry;
    // Stored before reading, so that concurrent requests share one read.
    const started = { modified: info.mtimeMs, entry: readEntry(file) };
    loads.set(file, started);
    started.entry.catch(() => {
      // Failures are not cached: the next request reads again.
      if (loads.get(file) === started) loads.delete(file);
    });
    return started.entry;
  }

  return async (request) => {
    if (request.method !== 'GET' && request.method !== 'HEAD') return text(405, 'Only GET is served here.');
    const path = decode(request.path);
    if (path === null) return text(400, 'The address is malformed.');
    const file = path === '/' ? null : await load(path);
    if (file !== null) return send(request, file, HASHED.test(path));
    if (extname(path) !== '') return text(404, 'There is no such file.');
    const page = await load('/index.html');
    if (page === null) return text(503, 'The app is not built yet. Run "npm start", which builds it first.');
    return send(request, page, false);
  };
}

async function readEntry(file: string): Promise<Entry> {
  const plain = await readFile(file);
  const etag = `"${createHash('sha256').update(plain).digest('base64url').slice(0, 22)}"`;
  const type = TYPES[extname(file).toLowerCase()] ?? 'application/octet-stream';
  return { plain, type, etag, encoded: new Map() };
}

async function send(request: ApiRequest, entry: Entry, immutable: boolean): Promise<Reply> {
  const headers = {
    'content-type': entry.type,
    'cache-control': immutable ? 'public, max-age=31536000, immutable' : 'no-cache',
    etag: entry.etag,
    vary: 'accept-encoding',
  };
  if (header(request.headers, 'if-none-match')?.includes(entry.etag)) return { status: 304, headers };
  const encoding = COMPRESSIBLE.test(entry.type) ? accepted(header(request.headers, 'accept-encoding')) : null;
  if (encoding === null) return { status: 200, headers, body: entry.plain };
  return { status: 200, headers: { ...headers, 'content-encoding': encoding }, body: await encoded(entry, encoding) };
}

function accepted(value: string | undefined): 'br' | 'gzip' | null {
  const offered = (value ?? '').split(',').map((part) => part.trim());
  const takes = (name: string) =>
    offered.some((part) => part === name || (part.startsWith(`${name};`) && !/q=0(\.0*)?$/.test(part)));
  if (takes('br')) return 'br';
  return takes('gzip') ? 'gzip' : null;
}

function encoded(entry: Entry, encoding: 'br' | 'gzip'): Promise<Buffer> {
  const known = entry.encoded.get(encoding);
  if (known !== undefined) return known;
  // Quality 5 takes a fifth of the time of the maximum and is a few percent larger. Runs on the thread pool.
  const made =
    encoding === 'br'
      ? brotliAsync(entry.plain, { params: { [constants.BROTLI_PARAM_QUALITY]: 5 } })
      : gzipAsync(entry.plain);
  entry.encoded.set(encoding, made);
  made.catch(() => entry.encoded.delete(encoding));
  return made;
}

function decode(path: string): string | null {
  try {
    const decoded = decodeURIComponent(path);
    return decoded.includes('\0') ? null : decoded;
  } catch {
    return null;
  }
}

function text(status: number, message: string): Reply {
  return {
    status,
    headers: { 'content-type': 'text/plain; charset=utf-8', 'cache-control': 'no-store' },
    body: message,
  };
}
