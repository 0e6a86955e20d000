// npm run build: installs what is missing, then builds the web app and the server of `npm start`.
import { command, ensure } from './ensure.mjs';

await command(async () => {
  await ensure();
  const { buildAll } = await import('./lib/build.mjs');
  await buildAll();
});
