import { inTheDemoBand } from './demo.ts';
import type { Device } from './device.ts';
import { type Screen, screensBeforeSigningIn, screensOf } from './screens.ts';
import type { DeviceOptions, OpenDevice } from './test.ts';

type Findings = Record<string, readonly string[]>;
/** What is wrong with the screen, or with the part of it. */
export type Look = (device: Device, part?: string) => Promise<readonly string[]>;

/** What `look` has to say about every screen there is, before a band and in one. */
export async function aboutEveryScreen(open: OpenDevice, options: DeviceOptions, look: Look): Promise<Findings> {
  const findings: Findings = {};
  const note = async (device: Device, { name, part }: Screen) => {
    const found = await look(device, part);
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
