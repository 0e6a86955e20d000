import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { request } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Project, startProject } from './support/project.ts';

let project: Project;
let root: string;

const SCRIPT = `console.log(${JSON.stringify('x'.repeat(5_000))});`;

beforeAll(async () => {
  root = await mkdtemp(join(tmpdir(), 'rockon-web-'));
  await mkdir(join(root, 'dist', 'assets'), { recursive: true });
  await writeFile(join(root, 'outside.txt'), 'outside');
  await writeFile(join(root, 'dist', 'index.html'), '<!doctype html><title>App</title>');
  await writeFile(join(root, 'dist', 'sw.js'), '// worker');
  await writeFile(join(root, 'dist', '.modules.json'), '[]');
  await writeFile(join(root, 'dist', 'assets', 'index-Ab12_cd3.js'), SCRIPT);
  project = await startProject({ webRoot: join(root, 'dist') });
});
afterAll(async () => {
  await project.stop();
  await rm(root, { recursive: true, force: true });
});

const get = (path: string, headers: Record<string, string> = {}, method = 'GET') =>
  fetch(project.stack.url + path, { headers, method });

/** Sends the path unchanged; fetch would normalize it. */
function rawStatus(path: string, headers: Record<string, string> = {}): Promise<number> {
  return new Promise((done, fail) => {
    const { hostname, port } = new URL(project.stack.url);
    const req = request({ hostname, port, path, headers }, (res) => {
      res.resume();
      done(res.statusCode ?? 0);
    });
    req.on('error', fail);
    req.end();
  });
}

describe('the app', () => {
  it('has its page at every route, under a strict Content-Security-Policy', async () => {
    for (const path of ['/', '/songs', '/songs/7b1f', '/sign-in?next=%2Fsongs']) {
      const answer = await get(path);
      expect([path, answer.status, await answer.text()]).toEqual([path, 200, '<!doctype html><title>App</title>']);
      expect(answer.headers.get('cache-control')).toBe('no-cache');
      const policy = answer.headers.get('content-security-policy') ?? '';
      for (const rule of [
        "script-src 'self';",
        "connect-src 'self'",
        "worker-src 'self'",
        "img-src 'self' data: blob:",
        "frame-ancestors 'none'",
      ]) {
        expect(policy).toContain(rule);
      }
      expect(answer.headers.get('x-content-type-options')).toBe('nosniff');
      expect(answer.headers.get('referrer-policy')).toBe('no-referrer');
      expect(answer.headers.get('permissions-policy')).toContain('camera=()');
    }
  });

  it('caches hashed assets forever and revalidates the rest', async () => {
    expect((await get('/assets/index-Ab12_cd3.js')).headers.get('cache-control')).toContain('immutable');
    const worker = await get('/sw.js');
    expect(worker.headers.get('cache-control')).toBe('no-cache');
    const again = await get('/sw.js', { 'if-none-match': worker.headers.get('etag') ?? '' });
    expect([again.status, await again.text()]).toEqual([304, '']);
  });

  it.each(['br', 'gzip'])('is compressed with %s', async (encoding) => {
    const answer = await get('/assets/index-Ab12_cd3.js', { 'accept-encoding': encoding });
    expect(answer.headers.get('content-encoding')).toBe(encoding);
    expect(Number(answer.headers.get('content-length'))).toBeLessThan(500);
    expect(await answer.text()).toBe(SCRIPT);
  });

  it('answers HEAD without a body, and rejects writes', async () => {
    const head = await get('/', {}, 'HEAD');
    expect([head.status, head.headers.get('content-type'), await head.text()]).toEqual([
      200,
      'text/html; charset=utf-8',
      '',
    ]);
    expect((await get('/', {}, 'POST')).status).toBe(405);
  });

  it('serves no hidden, missing or outside files', async () => {
    expect((await get('/assets/missing-Ab12_cd3.js')).status).toBe(404);
    expect((await get('/.modules.json')).status).toBe(404);
    for (const path of [
      '/../outside.txt',
      '/..%2foutside.txt',
      '/%2e%2e/outside.txt',
      '/assets/..%5c..%5c..%5coutside.txt',
    ]) {
      expect([path, await rawStatus(path)]).toEqual([path, 404]);
    }
    expect(await rawStatus('/%00')).toBe(400);
    expect(await rawStatus('/%E0%A4%A')).toBe(400);
  });
});

describe('the rest of the origin', () => {
  it('has a health check', async () => {
    expect(await (await get('/health')).json()).toEqual({ status: 'ok' });
  });

  it('shows the mailbox only under its own host name', async () => {
    expect((await get('/mailbox')).status).toBe(200);
    expect(await rawStatus('/mailbox/messages', { host: 'evil.example' })).toBe(403);
  });
});
