import { type ObjectId, parseObjectId } from '@vakt/contract/ids';
import type { RoleAssignment } from '@vakt/store/directory/users';

/** An assignment has no id of its own: it is told by who has which role. */
export const roleAssignmentId = ({ principalId, roleTemplateId }: RoleAssignment): string =>
  Buffer.from(`${principalId}${roleTemplateId}`.replaceAll('-', ''), 'hex').toString('base64url');

/** Reads an assignment's id; `undefined` when it is none. */
export const parseRoleAssignmentId = (
  text: string,
): { readonly principalId: ObjectId; readonly roleTemplateId: string } | undefined => {
  const hex = Buffer.from(text, 'base64url').toString('hex');
  const guid = (at: number): string =>
    hex.slice(at, at + 32).replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5');
  const principalId = parseObjectId(guid(0));
  return hex.length === 64 && principalId ? { principalId, roleTemplateId: guid(32) } : undefined;
};
