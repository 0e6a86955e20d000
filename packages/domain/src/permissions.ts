import { ROLES, type Role } from './band.ts';

/** The server enforces permissions; these decide what to offer, so that nobody fills in a form that will be rejected. */
export const canEdit = (role: Role | null): boolean => role === 'owner' || role === 'admin' || role === 'member';
export const canManageMembers = (role: Role | null): boolean => role === 'owner' || role === 'admin';

/** The roles that a person can invite to: none above their own, and never owner. */
export function invitableRoles(role: Role | null): readonly Exclude<Role, 'owner'>[] {
  if (role === null || !canEdit(role)) return [];
  const own = ROLES.indexOf(role);
  return (['member', 'viewer', 'admin'] as const).filter((each) => ROLES.indexOf(each) >= own);
}
