import { once } from 'node:events';
import { createServer, type IncomingMessage, request } from 'node:http';
import { connect } from 'node:net';
import type { Device } from './device.ts';

export interface Deployment {
  readonly url: string;
  /** Serves another build from now on: with a different service worker, and a page with this `title`. */
  publish(title: string): void;
  stop(): Promise<void>;
}

/** A proxy in front of a server that can serve a new build of the app. Everything else is passed through. */
export async function deploymentOf(server: string): Promise<Deployment> {
  const behind = new URL(server);
  let title: string | null = null;

  /** Changes what differs between builds: the page, and its revision in the precache list. */
  const changed = (path: string, body: string): string => {
    if (title === null) return body;
    if (path === '/sw.js')
      return body.replace(/(url:"index\.html",revision:")[^"]+/, `$1${Buffer.from(title).toString('hex')}`);
    return body.replace(/<title>[^<]*<\/title>/, `<title>${title}</title><meta name="build" content="${title}">`);
  };

  const proxy = createServer((incoming, outgoing) => {
    const path = incoming.url ?? '/';
    const rewritten = title !== null && (path === '/sw.js' || path.startsWith('/index.html'));
    const headers = { ...incoming.headers };
    if (rewritten) {
      // Neither compressed nor 304, so that the body can be changed.
      for (const name of ['accept-encoding', 'if-none-match', 'if-modified-since']) delete headers[name];
    }
    const passed = request(
      { host: behind.hostname, port: behind.port, path, method: incoming.method, headers },
      async (answer: IncomingMessage) => {
        if (!rewritten) {
          outgoing.writeHead(answer.statusCode ?? 502, answer.headers);
          answer.pipe(outgoing);
          return;
        }
        const parts: Buffer[] = [];
        for await (const part of answer) parts.push(part);
        const body = changed(path, Buffer.concat(parts).toString('utf8'));
        const { 'content-length': _, etag: __, ...rest } = answer.headers;
        outgoing.writeHead(answer.statusCode ?? 502, rest).end(body);
      },
    );
    passed.on('error', () => outgoing.destroy());
    incoming.pipe(passed);
  });
  proxy.on('upgrade', (incoming, socket, head) => {
    const through = connect(Number(behind.port), behind.hostname, () => {
      const lines = incoming.rawHeaders.flatMap((each, index, all) =>
        index % 2 === 0 ? [`${each}: ${all[index + 1]}`] : [],
      );
      through.write([`${incoming.method} ${incoming.url} HTTP/1.1`, ...lines, '', ''].join('\r\n'));
      through.write(head);
      through.pipe(socket).pipe(through);
    });
    for (const end of [through, socket]) end.on('error', () => [through, socket].map((each) => each.destroy()));
  });
  proxy.listen(0, '127.0.0.1');
  await once(proxy, 'listening');
  const address = proxy.address();
  if (address === null || typeof address === 'string') throw new Error('No free port');
  return {
    url: `http://127.0.0.1:${address.port}`,
    publish(next) {
      title = next;
    },
    async stop() {
      proxy.closeAllConnections();
      proxy.close();
    },
  };
}

/** Makes the browser check for a new version now, as the app does every hour. */
export async function lookForNewVersion(device: Device): Promise<void> {
  await device.page.evaluate(async () => {
    const registration = await navigator.serviceWorker.getRegistration();
    await registration?.update();
  });
}
