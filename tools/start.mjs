// npm start [-- --port N --host H --data DIR]: installs and builds what is missing, then serves RockOn.
import { pathToFileURL } from 'node:url';
import { command, ensure } from './ensure.mjs';
import { at } from './lib/root.mjs';

await command(async () => {
  await ensure();
  // Imported here because before ensure() the packages may not be installed.
  const { buildAll, serverEntry } = await import('./lib/build.mjs');
  await buildAll();
  // Runs in this process, so that signals reach the server and its exit code is ours.
  await import(pathToFileURL(at(serverEntry)).href);
});
