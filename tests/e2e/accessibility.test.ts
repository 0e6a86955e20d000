import { describe, expect } from 'vitest';
import { broken, brokenInBothThemes } from './support/axe.ts';
import { inTheDemoBand } from './support/demo.ts';
import type { Device } from './support/device.ts';
import { misfits } from './support/fits.ts';
import { type Screen, screensBeforeSigningIn, screensOf } from './support/screens.ts';
import { type DeviceOptions, type OpenDevice, test } from './support/test.ts';

type Findings = Record<string, readonly string[]>;
type Look = (device: Device, part?: string) => Promise<readonly string[]>;

/** What `look` has to say about every screen there is, before a band and in one. */
async function aboutEveryScreen(open: OpenDevice, options: DeviceOptions, look: Look): Promise<Findings> {
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

describe('every screen and everything that opens on it', () => {
  test('passes axe in both themes on a desk', { timeout: 180_000 }, async ({ device }) => {
    expect(await aboutEveryScreen(device, {}, brokenInBothThemes)).toEqual({});
  });

  // As narrow as phones get: what fits there fits into a desk of 1280 pixels that is enlarged to 200 %, too.
  // The colours of the other theme are those of the desk.
  test('passes axe in the light theme and fits on a phone of 320 pixels', { timeout: 180_000 }, async ({ device }) => {
    const phone = {
      viewport: { width: 320, height: 640 },
      hasTouch: true,
      isMobile: true,
      colorScheme: 'light',
    } as const;
    const look: Look = async (each, part) => [...(await broken(each, part)), ...(await misfits(each))];
    expect(await aboutEveryScreen(device, phone, look)).toEqual({});
  });
});
