// npm start [-- --port N --host H --data DIR]: installs and builds what is missing, then serves RockOn.
import { pathToFileURL } from 'node:url';
import { command, ensure } from './ensure.mjs';
import { at } from './lib/root.mjs';

await command(async () => {
  await ensure();
  // Loaded only now: before ensure() there may be nothing to load.
  const { buildAll, serverEntry } = await import('./lib/build.mjs');
  await buildAll();
  // The same process from here on, so that signals and the exit code are the server's own.
  await import(pathToFileURL(at(serverEntry)).href);
});
