import { startServer } from '../tests/e2e/support/server.ts';

/** Milliseconds from starting the script of `npm start` to its first successful response. Build and database exist. */
export async function measureServing(repeat: number): Promise<readonly number[]> {
  const server = await startServer();
  const times: number[] = [];
  try {
    for (let index = 0; index < repeat; index += 1) {
      await server.shutDown();
      const from = performance.now();
      await server.restart();
      times.push(performance.now() - from);
    }
  } finally {
    await server.stop();
  }
  return times;
}
