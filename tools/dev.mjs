// npm run dev [-- --port N]: the local stack, and Vite with hot reload in front of it. Changes to packages/local-stack and
// to migrations need a restart.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { parseArgs } from 'node:util';
import { command, ensure } from './ensure.mjs';
import { at } from './lib/root.mjs';

/** Requests that Vite forwards to the stack. */
const stackPaths = ['/auth/v1', '/rest/v1', '/realtime/v1', '/mailbox', '/health'];

await command(async () => {
  const { values } = parseArgs({
    options: { port: { type: 'string', default: '5173' }, data: { type: 'string', default: '.rockon' } },
  });
  const port = Number(values.port);
  if (!Number.isInteger(port) || port < 1 || port > 65_534) throw new Error(`"${values.port}" is not a port.`);
  await ensure();
  const { buildServer, serverEntry } = await import('./lib/build.mjs');
  const { createServer } = await import('vite');
  await buildServer();

  const stackPort = port + 1;
  const stack = spawn(process.execPath, [at(serverEntry), '--port', String(stackPort), '--data', values.data], {
    stdio: 'inherit',
    // Links in emails open the page with hot reload.
    env: { ...process.env, SITE_URL: `http://localhost:${port}` },
  });
  // Before anything else is awaited: a signal during Vite's start would end this process alone and leave the stack
  // running, and an early end of the stack would go unnoticed. Ctrl+C reaches both; whichever ends first ends the other.
  for (const signal of ['SIGINT', 'SIGTERM']) process.on(signal, () => stack.kill(signal));
  const stackEnd = once(stack, 'exit');
  const target = `http://127.0.0.1:${stackPort}`;
  const vite = await createServer({
    root: at('apps', 'web'),
    server: {
      port,
      strictPort: true,
      proxy: Object.fromEntries(stackPaths.map((path) => [path, { target, ws: path.startsWith('/realtime') }])),
    },
  });
  await vite.listen();
  vite.printUrls();

  const [code] = await stackEnd;
  await vite.close();
  process.exit(code ?? 1);
});
