import { ROLES, type Role } from './band.ts';

/** The server decides; these say what to offer, so that nobody types into a form that will be refused. */
export const canEdit = (role: Role | null): boolean => role === 'owner' || role === 'admin' || role === 'member';
export const canManageMembers = (role: Role | null): boolean => role === 'owner' || role === 'admin';

/** To which roles a person can invite: none above their own, and nobody is invited as an owner. */
export function invitableRoles(role: Role | null): readonly Exclude<Role, 'owner'>[] {
  if (role === null || !canEdit(role)) return [];
  const own = ROLES.indexOf(role);
  return (['member', 'viewer', 'admin'] as const).filter((each) => ROLES.indexOf(each) >= own);
}
