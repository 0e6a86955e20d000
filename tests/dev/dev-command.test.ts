import { expect, test } from 'vitest';
import { startDevServer } from './support/dev-server.ts';

test('`npm run dev` serves the modules of the app one by one, and the stack on the same address', async () => {
  const server = await startDevServer();
  try {
    const text = async (path: string) => (await fetch(`${server.url}${path}`)).text();
    expect(await text('/songs')).toContain('/@vite/client');
    expect(await text('/src/dev/dashboard.tsx')).toContain('Developer dashboard');
    const refused = await fetch(`${server.url}/auth/v1/user`);
    expect(refused.status).toBe(401);
  } finally {
    await server.stop();
  }
});
