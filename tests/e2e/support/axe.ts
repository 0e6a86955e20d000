import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { AxeResults, RunOptions } from 'axe-core';
import { expect } from 'vitest';
import type { Device } from './device.ts';

const axeSource = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

/** Until everything stands still. A dialog that is still fading in has another contrast than the one that people read. */
export const settled = (device: Device): Promise<void> =>
  device.page.evaluate(async () => {
    const ending = document.getAnimations().filter(({ effect }) => effect?.getComputedTiming().endTime !== Infinity);
    await Promise.allSettled(ending.map(({ finished }) => finished));
  });

async function brokenRules(device: Device, options: RunOptions, part?: string): Promise<readonly string[]> {
  await settled(device);
  // Evaluated by the browser's debugger, so the page's Content-Security-Policy stays as it is.
  if (await device.page.evaluate(() => !('axe' in window))) await device.page.evaluate(axeSource);
  return await device.page.evaluate(
    async ([chosen, only]) => {
      const { axe } = window as unknown as { axe: { run(context: object, options: RunOptions): Promise<AxeResults> } };
      // A message on its way out is fading.
      const context = { ...(only !== undefined && { include: [[only]] }), exclude: [['[data-removed="true"]']] };
      const { violations } = await axe.run(context, { ...chosen, resultTypes: ['violations'] });
      return violations.map((rule) => `${rule.id}: ${rule.nodes.map((node) => node.target.join(' ')).join(', ')}`);
    },
    [options, part] as const,
  );
}

/** Every rule that the screen, or the part of it, breaks in the theme that shows, and where. */
export const broken = (device: Device, part?: string): Promise<readonly string[]> => brokenRules(device, {}, part);

/** Fails with every rule that the screen breaks, and where. */
export async function expectAccessible(device: Device, screen: string): Promise<void> {
  expect(await broken(device), screen).toEqual([]);
}

const OF_COLOURS: RunOptions = { runOnly: { type: 'rule', values: ['color-contrast', 'link-in-text-block'] } };

/**
 * What the screen, or the part of it, breaks of all rules in the theme that shows, and of those about colours in the other
 * one as well.
 */
export async function brokenInBothThemes(device: Device, part?: string): Promise<readonly string[]> {
  const inThisOne = await broken(device, part);
  const root = device.page.locator('html');
  const shown = await root.getAttribute('data-theme');
  const show = (theme: string | null) =>
    root.evaluate((element, choice) => element.setAttribute('data-theme', choice), theme ?? 'dark');
  const other = shown === 'light' ? 'dark' : 'light';
  await show(other);
  const colours = await brokenRules(device, OF_COLOURS, part);
  await show(shown);
  return [...inThisOne, ...colours.map((rule) => `${rule} (${other})`)];
}
