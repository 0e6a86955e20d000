import { inTheDemoBand } from './demo.ts';
import type { Device } from './device.ts';
import { type Screen, screensBeforeSigningIn, screensOf } from './screens.ts';
import type { DeviceOptions, OpenDevice } from './test.ts';

type Findings = Record<string, readonly string[]>;
/** Returns the problems of a screen, or of a part of it. */
export type Check = (device: Device, part?: string) => Promise<readonly string[]>;

/** Runs `check` on every screen, without a band and in one. */
export async function checkEveryScreen(open: OpenDevice, options: DeviceOptions, check: Check): Promise<Findings> {
  const findings: Findings = {};
  const note = async (device: Device, { name, part }: Screen) => {
    const found = await check(device, part);
    if (found.length > 0) findings[name] = found;
  };
  const guest = await open('guest', options);
  for await (const screen of screensBeforeSigningIn(guest)) await note(guest, screen);
  const { ada, ids } = await inTheDemoBand(open, options, async (first) => {
    await note(first, { name: 'first run' });
    for (const [button, field] of [
      ['Create a band', 'Band name'],
      ['Join a band', 'Invite code'],
    ] as const) {
      await first.button(button).click();
      await first.field(field).waitFor();
      await note(first, { name: `first run, ${button}` });
    }
  });
  for await (const screen of screensOf(ada, ids)) await note(ada, screen);
  return findings;
}
