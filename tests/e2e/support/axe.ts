import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { AxeResults, RunOptions } from 'axe-core';
import { expect } from 'vitest';
import type { Device } from './device.ts';

const axeSource = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

/** Waits until animations have ended, because a dialog has a lower contrast while it fades in. */
export const untilIdle = (device: Device): Promise<void> =>
  device.page.evaluate(async () => {
    const ending = document.getAnimations().filter(({ effect }) => effect?.getComputedTiming().endTime !== Infinity);
    await Promise.allSettled(ending.map(({ finished }) => finished));
  });

async function axeViolations(device: Device, options: RunOptions, part?: string): Promise<readonly string[]> {
  await untilIdle(device);
  // Evaluated through the debugger, so that the page's Content-Security-Policy does not block it.
  if (await device.page.evaluate(() => !('axe' in window))) await device.page.evaluate(axeSource);
  return await device.page.evaluate(
    async ([chosen, only]) => {
      const { axe } = window as unknown as { axe: { run(context: object, options: RunOptions): Promise<AxeResults> } };
      // A closing toast is fading out.
      const context = { ...(only !== undefined && { include: [[only]] }), exclude: [['[data-removed="true"]']] };
      const { violations } = await axe.run(context, { ...chosen, resultTypes: ['violations'] });
      return violations.map((rule) => `${rule.id}: ${rule.nodes.map((node) => node.target.join(' ')).join(', ')}`);
    },
    [options, part] as const,
  );
}

/** The rules that the screen or its part violates in the current theme, and where. */
export const violations = (device: Device, part?: string): Promise<readonly string[]> =>
  axeViolations(device, {}, part);

/** Fails with every rule that the screen violates, and where. */
export async function expectAccessible(device: Device, screen: string): Promise<void> {
  expect(await violations(device), screen).toEqual([]);
}

const COLOR_RULES: RunOptions = { runOnly: { type: 'rule', values: ['color-contrast', 'link-in-text-block'] } };

/**
 * All rules that the screen or its part violates in the current theme, and the color rules that it violates in the other
 * theme.
 */
export async function violationsInBothThemes(device: Device, part?: string): Promise<readonly string[]> {
  const inCurrent = await violations(device, part);
  const root = device.page.locator('html');
  const shown = await root.getAttribute('data-theme');
  const show = (theme: string | null) =>
    root.evaluate((element, choice) => element.setAttribute('data-theme', choice), theme ?? 'dark');
  const other = shown === 'light' ? 'dark' : 'light';
  await show(other);
  const colors = await axeViolations(device, COLOR_RULES, part);
  await show(shown);
  return [...inCurrent, ...colors.map((rule) => `${rule} (${other})`)];
}
