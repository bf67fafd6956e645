import { useQuery } from '@tanstack/react-query';
import type { Graph } from './graph.ts';
import { useGraph } from './graph-context.tsx';

/** A directory role (`roleDefinitions`): what an administrator may be given. */
export interface RoleDefinition {
  /** The template's id, the same in every tenant. */
  readonly id: string;
  readonly displayName: string;
  readonly description: string;
}

/** That somebody has a role. */
export interface RoleAssignment {
  readonly id: string;
  readonly principalId: string;
  readonly roleDefinitionId: string;
}

export const ROLE_ASSIGNMENTS_KEY = ['roleAssignments'] as const;
const ASSIGNMENTS = '/v1.0/roleManagement/directory/roleAssignments';

export const useRoleDefinitions = () => {
  const graph = useGraph();
  return useQuery({
    queryKey: ['roleDefinitions'],
    queryFn: () => graph.list<RoleDefinition>('/v1.0/roleManagement/directory/roleDefinitions'),
    staleTime: Infinity,
  });
};

/** Who has which role, of everybody in the tenant. */
export const useRoleAssignments = () => {
  const graph = useGraph();
  return useQuery({
    queryKey: ROLE_ASSIGNMENTS_KEY,
    queryFn: () => graph.list<RoleAssignment>(ASSIGNMENTS),
  });
};

export const assignRole = (graph: Graph, principalId: string, roleDefinitionId: string): Promise<unknown> =>
  graph.post(ASSIGNMENTS, { principalId, roleDefinitionId, directoryScopeId: '/' });

export const removeRole = (graph: Graph, assignmentId: string): Promise<void> =>
  graph.delete(`${ASSIGNMENTS}/${encodeURIComponent(assignmentId)}`);

/** The definitions of the roles that a user has, in the definitions' order. */
export const rolesOf = (
  userId: string,
  assignments: readonly RoleAssignment[] = [],
  definitions: readonly RoleDefinition[] = [],
): readonly { readonly assignmentId: string; readonly definition: RoleDefinition }[] =>
  definitions.flatMap(definition =>
    assignments
      .filter(
        ({ principalId, roleDefinitionId }) => principalId === userId && roleDefinitionId === definition.id,
      )
      .map(({ id }) => ({ assignmentId: id, definition })),
  );
