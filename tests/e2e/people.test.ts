import { describe, expect } from 'vitest';
import { until } from '../support/until.ts';
import { twoInABand } from './support/band.ts';
import type { Device } from './support/device.ts';
import { somebody } from './support/device.ts';
import { test } from './support/test.ts';

const person = (device: Device, name: string) =>
  device.page.locator('[data-record^="memberships/"]').filter({ hasText: name });

async function choose(device: Device, name: string, entry: string): Promise<void> {
  await person(device, name).getByRole('button', { name: 'More' }).click();
  await device.page.getByRole('menuitem', { name: entry }).click();
}

/** The reset link in the newest email to an address. */
async function resetLinkOf({ url }: Device, address: string): Promise<string> {
  let text: string | undefined;
  await until(`the email to ${address}`, async () => {
    const mails = (await (await fetch(`${url}/mailbox/messages`)).json()) as { to: string; text: string }[];
    text = mails.find(({ to }) => to === address)?.text;
    return text !== undefined;
  });
  const { pathname, search } = new URL(/https?:\S+/.exec(text ?? '')?.[0] ?? '');
  return pathname + search;
}

describe('the people of a band', () => {
  test('an owner can step down only after making somebody else an owner', async ({ device }) => {
    const { alice, bob } = await twoInABand(device);
    await alice.link('Members').click();
    await choose(alice, 'Alice', 'Member');
    await alice.page.getByText(/Make someone else an owner first/).waitFor();
    await choose(alice, 'Bob', 'Owner');
    await alice.page.getByRole('dialog', { name: 'Make Bob an owner?' }).waitFor();
    await alice.button('Make owner').click();
    await person(alice, 'Bob').getByText('Owner', { exact: true }).waitFor();
    await choose(alice, 'Alice', 'Member');
    await alice.button('Step down').click();
    await bob.link('Members').click();
    await person(bob, 'Alice').getByText('Member', { exact: true }).waitFor();
  });

  test('an invite names the band, is listed while open, and stops working when revoked', async ({ device }) => {
    const { alice, bob } = await twoInABand(device);
    const code = await alice.invite();
    await alice.page.getByRole('img', { name: 'QR code of the invite link' }).waitFor();
    const open = alice.page
      .getByRole('listitem')
      .filter({ hasText: 'Joins as a member' })
      .filter({ hasText: 'Created by you' });
    await open.first().waitFor();

    const zoe = await device('zoe');
    await zoe.page.goto(`/join/${code}`);
    await zoe.page.getByText("You've been invited to a band.").waitFor();
    const self = somebody('Zoe');
    await zoe.field('Name').fill(self.name);
    await zoe.field('Email').fill(self.email);
    await zoe.field('Password').fill(self.password);
    await zoe.button('Create account').click();
    await zoe.page.getByRole('heading', { name: "You're invited to The Quiet Ones" }).waitFor();
    await zoe.page.getByText("2 members so far. You'll join as a member").waitFor();

    await bob.page.goto(`/join/${code}`);
    await bob.page.getByText("You're already in this band.").waitFor();
    await bob.button('Join band').click();
    await bob.link('Songs').waitFor();

    while ((await open.count()) > 0) {
      const before = await open.count();
      await open.first().getByRole('button', { name: 'Revoke' }).click();
      await open.nth(before - 1).waitFor({ state: 'detached' });
    }
    await zoe.page.reload();
    await zoe.page.getByText(/wrong, expired or revoked/).waitFor();
  });

  test('a band is renamed for everybody, and deleted after typing its name', async ({ device }) => {
    const { alice, bob } = await twoInABand(device);
    await alice.link('Settings').click();
    await alice.field('Band name').fill('The Loud Ones');
    await alice.button('Rename').click();
    await bob.page.getByText('The Loud Ones').first().waitFor();
    await alice.button('Delete band').click();
    const sure = alice.button('Delete forever');
    expect(await sure.isDisabled()).toBe(true);
    await alice.field('Type “The Loud Ones” to delete it').fill('The Loud Ones');
    await sure.click();
    for (const each of [alice, bob]) await each.button('Create a band').waitFor();
  });

  test('a profile picture is square and small, and offline no upload is claimed', async ({ device }) => {
    const { alice, bob } = await twoInABand(device, { keepsApp: true });
    await alice.link('Settings').click();
    const png = await alice.page.evaluate(() => {
      const canvas = document.createElement('canvas');
      canvas.width = 900;
      canvas.height = 600;
      const context = canvas.getContext('2d');
      for (let x = 0; x < 900; x += 6) {
        for (let y = 0; y < 600; y += 6) {
          if (context !== null) context.fillStyle = `hsl(${(x * 7 + y * 13) % 360} 80% 50%)`;
          context?.fillRect(x, y, 6, 6);
        }
      }
      return canvas.toDataURL('image/png').split(',')[1] ?? '';
    });
    await alice.page
      .getByLabel('Picture file')
      .setInputFiles({ name: 'me.png', mimeType: 'image/png', buffer: Buffer.from(png, 'base64') });
    await alice.button('Change picture').waitFor();
    await alice.setOffline(true);
    await alice.button('Save').click();
    await alice.page.getByText(/can't reach the server/).waitFor();
    await alice.setOffline(false);
    await alice.button('Save').click();
    await alice.page.getByText('Saved. Your bandmates can see it now.').waitFor();
    await bob.link('Members').click();
    const face = person(bob, 'Alice').locator('img');
    await face.waitFor();
    const [source, width, height] = await face.evaluate((image: HTMLImageElement) => [
      image.src.length,
      image.naturalWidth,
      image.naturalHeight,
    ]);
    expect([width, height]).toEqual([128, 128]);
    expect(source).toBeLessThanOrEqual(15_000);
  });

  test('email and password can be changed; a reset link sets a new password and works once', async ({ device }) => {
    const { alice, alicePerson } = await twoInABand(device);
    await alice.link('Settings').click();
    await alice.field('New password').fill('short');
    await alice.button('Change password').click();
    await alice.page.getByText('Use at least 8 characters').waitFor();
    await alice.field('New password').fill('Another-one-9');
    await alice.button('Change password').click();
    await alice.page.getByText('Changed. Sign in again on your other devices.').waitFor();
    await alice.field('New email').fill('nonsense');
    await alice.button('Change email').click();
    await alice.page.getByText('Email must look like name@example.com').waitFor();
    const moved = `moved-${alicePerson.email}`;
    await alice.field('New email').fill(moved);
    await alice.button('Change email').click();
    await alice.page.getByText(`Changed. From now on, sign in with ${moved}.`).waitFor();
    await alice.page.getByText(`Signed in as ${moved}`).waitFor();
    await alice.signOut();

    await alice.page.getByRole('link', { name: 'Forgot your password?' }).click();
    // The sign-in page, shown until then, has an Email field too.
    await alice.button('Send reset email').waitFor();
    await alice.field('Email').fill(moved);
    await alice.button('Send reset email').click();
    await alice.field('Code').waitFor();
    const link = await resetLinkOf(alice, moved);
    await alice.page.goto(link);
    await alice.field('New password').fill('Another-one-9');
    await alice.button('Set new password').click();
    await alice.page.getByText('This is already your password.').waitFor();
    await alice.field('New password').fill('A-third-one-9');
    await alice.button('Set new password').click();
    await alice.link('Songs').waitFor();
    await alice.signOut();
    await alice.page.goto(link);
    await alice.page.getByText('This link has expired or was already used.').waitFor();
    expect(await alice.button('Set new password').count(), 'no password is asked for in vain').toBe(0);
    await alice.signIn({ ...alicePerson, email: moved, password: 'A-third-one-9' });
    await alice.link('Songs').waitFor();
  });
});
