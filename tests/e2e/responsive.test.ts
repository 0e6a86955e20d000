import { describe, expect } from 'vitest';
import { broken, settled } from './support/axe.ts';
import { aboutEveryScreen, type Look } from './support/every-screen.ts';
import { misfits } from './support/fits.ts';
import { type OpenDevice, test } from './support/test.ts';

describe('every screen and everything that opens on it', () => {
  // As narrow as phones get: what fits there fits into a desk of 1280 pixels that is enlarged to 200 %, too.
  // The colours of the other theme are those of the desk.
  test('passes axe in the light theme and fits on a phone of 320 pixels', async ({ device }) => {
    const phone = {
      viewport: { width: 320, height: 640 },
      hasTouch: true,
      isMobile: true,
      colorScheme: 'light',
    } as const;
    const look: Look = async (each, part) => [...(await broken(each, part)), ...(await misfits(each))];
    expect(await aboutEveryScreen(device, phone, look)).toEqual({});
  });

  // What somebody chooses in the browser who reads large letters everywhere; a phone of 320 pixels twice as wide.
  test('fits with text of 200 %', async ({ device }) => {
    const large: OpenDevice = async (name, options) => {
      const opened = await device(name, options);
      const browser = await opened.page.context().newCDPSession(opened.page);
      await browser.send('Page.setFontSizes', { fontSizes: { standard: 32, fixed: 26 } });
      return opened;
    };
    const look: Look = async (each) => {
      await settled(each);
      const letters = await each.page.evaluate(() => getComputedStyle(document.documentElement).fontSize);
      return letters === '32px' ? await misfits(each) : [`letters of ${letters}`];
    };
    expect(await aboutEveryScreen(large, { viewport: { width: 640, height: 1280 } }, look)).toEqual({});
  });
});
