import { expect } from 'vitest';
import { oneInABand } from './support/band.ts';
import type { Device } from './support/device.ts';
import { test } from './support/test.ts';

/** Animations last 1 ms instead of 0, because libraries wait for them to end. */
const UNSEEN_MS = 1;

/** Every element with an animation or transition longer than `most` ms. */
const moving = (device: Device, most: number) =>
  device.page.evaluate((limit) => {
    const ms = (times: string) =>
      Math.max(...times.split(',').map((time) => Number.parseFloat(time) * (time.includes('ms') ? 1 : 1000)));
    const found: string[] = [];
    for (const element of document.querySelectorAll('body *')) {
      for (const pseudo of [null, '::before', '::after']) {
        const style = getComputedStyle(element, pseudo);
        const longest = Math.max(
          style.animationName === 'none' ? 0 : ms(style.animationDuration) + ms(style.animationDelay),
          ms(style.transitionDuration) + ms(style.transitionDelay),
        );
        const endless = style.animationName !== 'none' && style.animationIterationCount.includes('infinite');
        if (longest > limit || endless) found.push(`${element.outerHTML.slice(0, 120)}${pseudo ?? ''}: ${longest} ms`);
      }
    }
    return found;
  }, most);

test('with reduced motion nothing moves: pages, dialogs, menus, toasts and pending icons', async ({ device }) => {
  const ada = await oneInABand(device, { reducedMotion: 'reduce', keepsApp: true });
  await ada.addSong('Still');
  await ada.icon('Still', 'synced').waitFor();
  await ada.row('Still').getByRole('button', { name: 'More' }).click();
  await ada.page.getByRole('menu').waitFor();
  expect(await moving(ada, UNSEEN_MS)).toEqual([]);
  await ada.page.getByRole('menuitem', { name: 'Delete' }).click();
  await ada
    .toast(/deleted/i)
    .first()
    .waitFor();
  expect(await moving(ada, UNSEEN_MS)).toEqual([]);
  const changing = await ada.page.evaluate(() => {
    document.documentElement.setAttribute('data-theme', 'light');
    return document.getAnimations().filter((animation) => animation instanceof CSSTransition).length;
  });
  expect(changing, 'elements that fade from one theme to the other').toBe(0);
  await ada.setOffline(true);
  await ada.addSong('Waiting');
  await ada.icon('Waiting', 'pending').waitFor();
  await ada.connection().click();
  await ada.page.getByRole('dialog', { name: 'Sync' }).waitFor();
  expect(await moving(ada, UNSEEN_MS)).toEqual([]);
});

test('in forced colors the sync icons and the focus ring are visible', async ({ device }) => {
  const ada = await oneInABand(device, { forcedColors: 'active' });
  await ada.addSong('Seen');
  const icon = ada.icon('Seen', 'synced').locator('svg');
  const colors = await icon.evaluate((svg) => {
    const canvas = document.createElement('div');
    canvas.style.cssText = 'color: CanvasText; background: Canvas; forced-color-adjust: none';
    document.body.append(canvas);
    const { color, backgroundColor } = getComputedStyle(canvas);
    canvas.remove();
    return { stroke: getComputedStyle(svg.querySelector('path') ?? svg).stroke, text: color, page: backgroundColor };
  });
  expect(colors.stroke).toBe(colors.text);
  expect(colors.stroke).not.toBe(colors.page);
  await ada.page.keyboard.press('Tab');
  const ring = await ada.page.evaluate(() => {
    const { outlineStyle, outlineWidth, outlineColor } = getComputedStyle(document.activeElement ?? document.body);
    return { outlineStyle, outlineWidth: Number.parseFloat(outlineWidth), outlineColor };
  });
  expect(ring.outlineStyle).toBe('solid');
  expect(ring.outlineWidth).toBeGreaterThanOrEqual(2);
  expect(ring.outlineColor).not.toBe(colors.page);
});
