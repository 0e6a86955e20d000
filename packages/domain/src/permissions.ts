import type { Role } from './band.ts';

/** The server decides; these say what to offer, so that nobody types into a form that will be refused. */
export const canEdit = (role: Role | null): boolean => role === 'owner' || role === 'admin' || role === 'member';
export const canInvite = (role: Role | null): boolean => role === 'owner' || role === 'admin';
export const canManageMembers = (role: Role | null): boolean => role === 'owner' || role === 'admin';
