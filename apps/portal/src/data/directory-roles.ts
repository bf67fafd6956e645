import { useQuery } from '@tanstack/react-query';
import { CONSENTING_ROLES } from './consenting-roles.ts';
import { useGraph } from './graph-context.tsx';

/** The directory roles that the person has, by their template ids. */
export const useOwnRoles = () => {
  const graph = useGraph();
  return useQuery({
    queryKey: ['me', 'roles'],
    queryFn: async () =>
      (await graph.list<{ readonly roleTemplateId: string }>('/v1.0/me/memberOf')).map(
        ({ roleTemplateId }) => roleTemplateId,
      ),
  });
};

/** A person who has a role. */
export interface RoleMember {
  readonly id: string;
  readonly displayName: string;
  readonly userPrincipalName: string;
}

/** Those who may do everything in the tenant: whom to ask. */
export const useGlobalAdministrators = () => {
  const graph = useGraph();
  const { id } = CONSENTING_ROLES.globalAdministrator;
  return useQuery({
    queryKey: ['users', 'role-members', id],
    queryFn: () => graph.list<RoleMember>(`/v1.0/directoryRoles/${id}/members`),
  });
};
