// Preloaded (`node --import`) into the servers that tests start as processes of their own. When the test process is gone,
// killed or aborted, its end of the channel closes, and the server stops in order instead of staying behind.
process.channel?.unref();
process.once('disconnect', () => process.kill(process.pid, 'SIGTERM'));
