import { INVITE_ANSWERS, type OpenInvite, type Preview } from '@rockon/domain';
import type { Engine } from '../session/engine.ts';

export type { OpenInvite, Preview };

/** The invites of a band that still let somebody in, as far as the caller may see them. Needs the server. */
export async function listInvites(engine: Engine, band: string): Promise<readonly OpenInvite[]> {
  return INVITE_ANSWERS.list.parse(await engine.ask('list_invites', { band })).invites;
}

/** What a code would do. Needs the server, and counts as a try when the code is wrong. */
export async function previewInvite(engine: Engine, code: string): Promise<Preview> {
  return INVITE_ANSWERS.preview.parse(await engine.ask('preview_invite', { code }));
}

export async function renameBand(engine: Engine, band: string, name: string): Promise<void> {
  await engine.call('rename_band', { band, name });
}

/** `name` is what the person typed: the server refuses any other than the band's. */
export async function deleteBand(engine: Engine, band: string, name: string): Promise<void> {
  await engine.call('delete_band', { band, name });
}
