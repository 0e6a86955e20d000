import { describe, expect } from 'vitest';
import { untilIdle, violations } from './support/axe.ts';
import { type Check, checkEveryScreen } from './support/every-screen.ts';
import { misfits } from './support/fits.ts';
import { type OpenDevice, test } from './support/test.ts';

describe('every screen, dialog and menu', () => {
  // The narrowest phones. What fits there also fits a 1280 pixel desktop at 400 % zoom. accessibility.test.ts checks
  // both themes.
  test('passes axe in the light theme and fits a phone of 320 pixels', async ({ device }) => {
    const phone = {
      viewport: { width: 320, height: 640 },
      hasTouch: true,
      isMobile: true,
      colorScheme: 'light',
    } as const;
    const check: Check = async (each, part) => [...(await violations(each, part)), ...(await misfits(each))];
    expect(await checkEveryScreen(device, phone, check)).toEqual({});
  });

  // The browser's text size at 200 %, on a width of 640 pixels.
  test('fits with text at 200 %', async ({ device }) => {
    const large: OpenDevice = async (name, options) => {
      const opened = await device(name, options);
      const browser = await opened.page.context().newCDPSession(opened.page);
      await browser.send('Page.setFontSizes', { fontSizes: { standard: 32, fixed: 26 } });
      return opened;
    };
    const check: Check = async (each) => {
      await untilIdle(each);
      const letters = await each.page.evaluate(() => getComputedStyle(document.documentElement).fontSize);
      return letters === '32px' ? await misfits(each) : [`letters of ${letters}`];
    };
    expect(await checkEveryScreen(large, { viewport: { width: 640, height: 1280 } }, check)).toEqual({});
  });
});
