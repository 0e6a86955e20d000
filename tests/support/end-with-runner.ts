/**
 * Set up in every worker: ends it when vitest is gone. A worker whose runner was aborted would play its file to the end,
 * and keep its Postgres, its servers and its browser for as long.
 */
const endWithRunner = () => process.kill(process.pid, 'SIGTERM');

// Files that share a worker run this once each; one listener is enough.
if (!process.listeners('disconnect').some((listener) => listener.name === endWithRunner.name))
  process.once('disconnect', endWithRunner);
