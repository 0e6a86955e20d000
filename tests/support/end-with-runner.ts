/**
 * Set up in every worker: ends it when vitest is gone. A worker whose runner was aborted would play its file to the end,
 * and keep its Postgres, its servers and its browser for as long.
 */
process.once('disconnect', () => process.kill(process.pid, 'SIGTERM'));
