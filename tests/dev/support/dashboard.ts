import { readFileSync } from 'node:fs';
import type { Locator } from 'playwright-core';
import type { Device } from '../../e2e/support/device.ts';

/** Navigates as a link does: reloading the page would end every simulated fault. */
export async function go(device: Device, path: string): Promise<void> {
  // A closing form navigates back, so wait for that first.
  await device.page.getByRole('dialog').waitFor({ state: 'detached' });
  await device.page.evaluate((to) => {
    // The same state as the router writes; it needs `idx` to tell back from forward.
    const state = { usr: null, key: crypto.randomUUID().slice(0, 8), idx: (history.state?.idx ?? 0) + 1 };
    history.pushState(state, '', to);
    dispatchEvent(new PopStateEvent('popstate', { state }));
  }, path);
  await device.page.waitForURL(`**${path}`);
}

export const tab = (device: Device, name: string): Promise<void> => go(device, `/dev/dashboard/${name}`);
export const fact = (device: Device, name: string): Locator => device.page.locator(`[data-fact="${name}"]`);
export const rows = (device: Device, text: string | RegExp): Locator =>
  device.page.getByRole('row').filter({ hasText: text });

/** Presses a button of the dashboard and waits for its result. */
export async function press(device: Device, button: string, result: RegExp): Promise<void> {
  await device.button(button).click();
  await device.page.getByText(result).waitFor();
}

export async function exported(device: Device): Promise<string> {
  await tab(device, 'tools');
  const [download] = await Promise.all([
    device.page.waitForEvent('download'),
    device.button('Export all as JSON').click(),
  ]);
  return readFileSync(await download.path(), 'utf8');
}

export async function allSaved(device: Device): Promise<void> {
  await tab(device, 'testing');
  await fact(device, 'Pending').getByText('0', { exact: true }).waitFor();
}

/** Presses a button that reloads the page, and waits until the dashboard is back. */
export async function pressAndReload(device: Device, button: string): Promise<void> {
  await Promise.all([device.page.waitForEvent('load'), device.button(button).click()]);
  await device.page.getByRole('heading', { name: 'Developer dashboard' }).waitFor();
  await tab(device, 'testing');
  await fact(device, 'Connection').getByText('connected', { exact: true }).waitFor();
}

export async function openSongs(device: Device): Promise<void> {
  await go(device, '/songs');
  await device.button('Add song').waitFor();
}

/** Starts a simulation: sets a text field or a select of the testing tab. */
export async function simulate(device: Device, field: string, value: string): Promise<void> {
  await tab(device, 'testing');
  const found = device.field(field);
  if ((await found.evaluate((element) => element.tagName)) === 'SELECT') await found.selectOption(value);
  else await found.fill(value);
  await device.page.locator('[data-simulated]').waitFor();
}

export async function stopSimulations(device: Device): Promise<void> {
  await tab(device, 'testing');
  await device.button('Stop all simulations').click();
  await device.page.locator('[data-simulated]').waitFor({ state: 'detached' });
}
