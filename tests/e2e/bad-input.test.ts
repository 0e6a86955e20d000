import { describe, expect } from 'vitest';
import { bandNamed, caller, pushSongs, signedIn } from './support/api.ts';
import { twoInABand } from './support/band.ts';
import { somebody } from './support/device.ts';
import { test } from './support/test.ts';

describe('bad input', () => {
  test('the song form names the field and keeps what was typed', async ({ device }) => {
    const { alice } = await twoInABand(device);
    const wrong: [label: string, value: string, message: RegExp][] = [
      ['Title', '', /title/i],
      ['Title', 'x'.repeat(10_000), /title.*200/i],
      ['BPM', '0', /bpm/i],
      ['BPM', 'abc', /bpm/i],
    ];
    await alice.button('Add song').click();
    for (const [label, value, message] of wrong) {
      await alice.field('Title').fill('A fine title');
      await alice.field('BPM').fill('120');
      await alice.field('Artist').fill('Kept while wrong');
      await alice.field(label).fill(value);
      await alice.button('Save').click();
      const field = alice.page.locator('[aria-invalid="true"]');
      await field.waitFor();
      expect(await alice.describedBy(field), `${label} = ${value.slice(0, 10)}`).toMatch(message);
      expect(await alice.field('Artist').inputValue()).toBe('Kept while wrong');
    }
    expect(await alice.page.locator('[data-record^="songs/"]').count()).toBe(0);
  });

  test('a link that is not http is rejected with a message', async ({ device }) => {
    const { alice } = await twoInABand(device);
    await alice.button('Add song').click();
    await alice.field('Title').fill('Linked');
    await alice.fillLink('javascript:alert(1)');
    await alice.button('Save').click();
    const field = alice.page.locator('[aria-invalid="true"]');
    await field.waitFor();
    expect(await alice.describedBy(field)).toMatch(/link|http/i);
  });

  test('a wrong invite code shows an error and keeps the input', async ({ device }) => {
    const zoe = await device('zoe');
    await zoe.signUp(somebody('Zoe'));
    await zoe.button('Join a band').click();
    await zoe.field('Invite code').fill('NOSUCHCODE');
    await zoe.button('Join band').click();
    await zoe.page
      .getByText(/invite|code/i)
      .and(zoe.page.getByRole('alert'))
      .first()
      .waitFor();
    expect(await zoe.field('Invite code').inputValue()).toMatch(/NOSUCHCODE/i);
  });

  test('the server names the invalid mutations of a push and applies the rest', async ({ device }) => {
    const { alice, alicePerson } = await twoInABand(device);
    const client = await signedIn(alice.url, alicePerson);
    const band = await bandNamed(client, 'The Quiet Ones');
    const { data, error } = await pushSongs(client, band, [
      { set: { title: 'Good one' } },
      { set: { title: '   ' } },
      { set: { title: 'x'.repeat(10_000) } },
      { set: { title: 'Slow', bpm: 0 } },
      { set: { title: 'Wordy', bpm: 'abc' } },
      { set: { title: 'Script', links: [{ url: 'javascript:alert(1)' }] } },
      { set: { title: 'Odd', color: 'red' } },
      { set: { title: 'Sly', version: 7 } },
    ]);
    expect(error).toBeNull();
    expect(data?.results.map((result) => result.status)).toEqual(['applied', ...Array(7).fill('rejected')]);
    expect(data?.results.slice(1).map((result) => result.error?.path)).toEqual([
      'title',
      'title',
      'bpm',
      'bpm',
      'links',
      'color',
      'version',
    ]);
    await alice.row('Good one').waitFor();
    expect(await alice.page.locator('[data-record^="songs/"]').count()).toBe(1);
  });

  test('broken JSON, 2 MB, an expired token, an unknown protocol: each gets its own error', async ({ device }) => {
    const { alice, alicePerson } = await twoInABand(device);
    const client = await signedIn(alice.url, alicePerson);
    const { data } = await client.auth.getSession();
    const token = data.session?.access_token ?? '';
    const post = async (body: string, bearer = token) => {
      const answer = await fetch(`${alice.url}/rest/v1/rpc/sync_push`, {
        method: 'POST',
        headers: {
          apikey: 'sb_publishable_local',
          authorization: `Bearer ${bearer}`,
          'content-type': 'application/json',
        },
        body,
      });
      return { status: answer.status, text: await answer.text() };
    };

    const broken = await post('{"request":');
    expect(broken.status).toBe(400);
    expect(broken.text).toMatch(/json|body/i);

    const large = await post(JSON.stringify({ request: { filler: 'x'.repeat(2_000_000) } }));
    expect(large.status).toBe(413);

    const expired = await post(JSON.stringify({ request: {} }), expiredToken(token));
    expect(expired.status).toBe(401);

    const newer = await client.rpc('sync_push', { request: { protocol: 99, client: 'x', acked: 0, mutations: [] } });
    expect(newer.error?.message).toMatch(/reload|version|protocol/i);

    const anonymous = await caller(alice.url).rpc('sync_push', { request: { protocol: 1 } });
    expect(anonymous.error).not.toBeNull();
    await alice.addSong('Still works');
    await alice.icon('Still works', 'synced').waitFor();
  });
});

/** The token with an expiry in the past. Its signature is invalid, because only the server can sign. */
function expiredToken(token: string): string {
  const [header = '', claims = '', signature = ''] = token.split('.');
  const past = { ...JSON.parse(Buffer.from(claims, 'base64url').toString('utf8')), exp: 1_000_000_000 };
  return [header, Buffer.from(JSON.stringify(past)).toString('base64url'), signature].join('.');
}
