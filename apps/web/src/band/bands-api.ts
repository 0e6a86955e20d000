import { INVITE_ANSWERS, type OpenInvite, type Preview } from '@rockon/domain';
import type { Json } from '@rockon/sync';
import { newUuid } from '../session/device-clock.ts';
import type { Engine } from '../session/engine.ts';

export type { OpenInvite, Preview };

/** A text field of a server function's response. */
function textField(response: Json, field: string): string {
  const value =
    typeof response === 'object' && response !== null && !Array.isArray(response) ? response[field as never] : null;
  if (typeof value !== 'string') throw new Error('The server gave an answer that this app does not understand.');
  return value;
}

/** Resolves once the device has the user's membership; only then can it write the band's rows. */
function membershipArrived(engine: Engine, bandId: string): Promise<void> {
  return new Promise((resolve) => {
    const check = () => {
      if (!engine.scopes.get().includes(bandId)) return false;
      resolve();
      return true;
    };
    if (check()) return;
    const end = engine.scopes.subscribe(() => {
      if (check()) end();
    });
  });
}

/** The id of a band to create. Reusing it on a retry makes creation idempotent, even when a response was lost. */
export const newBandId = (): string => newUuid();

export async function createBand(engine: Engine, name: string, id: string): Promise<string> {
  const bandId = textField(await engine.call('create_band', { name, id }), 'id');
  await membershipArrived(engine, bandId);
  return bandId;
}

export async function renameBand(engine: Engine, band: string, name: string): Promise<void> {
  await engine.call('rename_band', { band, name });
}

/** `name` is what the person typed; the server rejects any name but the band's. */
export async function deleteBand(engine: Engine, band: string, name: string): Promise<void> {
  await engine.call('delete_band', { band, name });
}

export async function joinBand(engine: Engine, code: string): Promise<{ id: string; name: string }> {
  const response = await engine.call('join_band', { code });
  const band = { id: textField(response, 'id'), name: textField(response, 'name') };
  await membershipArrived(engine, band.id);
  return band;
}

export async function createInvite(engine: Engine, band: string, role: string): Promise<string> {
  return textField(await engine.call('create_invite', { band, role }), 'code');
}

/** The open invites of a band that the caller may see. Needs the server. */
export async function listInvites(engine: Engine, band: string): Promise<readonly OpenInvite[]> {
  return INVITE_ANSWERS.list.parse(await engine.ask('list_invites', { band })).invites;
}

/** The band and role of an invite code. Needs the server; a wrong code counts against the rate limit. */
export async function previewInvite(engine: Engine, code: string): Promise<Preview> {
  return INVITE_ANSWERS.preview.parse(await engine.ask('preview_invite', { code }));
}
