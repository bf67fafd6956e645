import { useQuery } from '@tanstack/react-query';
import { type Graph, odataText } from './graph.ts';
import { useGraph } from './graph-context.tsx';
import { beginsWith, isGuid, listPath } from './odata-filter.ts';
import { type Pages, usePages } from './use-pages.ts';

/** A person of the tenant (`/v1.0/users`). */
export interface User {
  readonly id: string;
  readonly displayName: string;
  readonly userPrincipalName: string;
  readonly givenName: string | null;
  readonly surname: string | null;
  readonly mail: string | null;
  readonly accountEnabled: boolean;
  readonly userType: 'Member' | 'Guest';
  readonly createdDateTime: string;
  readonly signInSessionsValidFromDateTime: string;
}

/** What the list of users is narrowed to. */
export interface UserFilter {
  /** The beginning of a name, or an object's id. */
  readonly search: string;
  readonly userType?: User['userType'] | undefined;
  readonly accountEnabled?: boolean | undefined;
}

export const USERS_KEY = ['users'] as const;
const PAGE = 100;

const searchCondition = (search: string): string | undefined => {
  if (search === '') return undefined;
  return isGuid(search)
    ? `id eq ${odataText(search)}`
    : beginsWith(['displayName', 'userPrincipalName'], search);
};

export const useUsers = ({ search, userType, accountEnabled }: UserFilter): Pages<User> =>
  usePages<User>(
    USERS_KEY,
    listPath(
      '/v1.0/users',
      [
        searchCondition(search),
        userType && `userType eq '${userType}'`,
        accountEnabled === undefined ? undefined : `accountEnabled eq ${accountEnabled}`,
      ],
      ['$orderby=displayName', `$top=${PAGE}`],
    ),
  );

export const useUser = (id: string) => {
  const graph = useGraph();
  return useQuery({
    queryKey: [...USERS_KEY, id],
    queryFn: () => graph.get<User>(`/v1.0/users/${encodeURIComponent(id)}`),
  });
};

/** A user to be made. */
export interface NewUser {
  readonly displayName: string;
  readonly userPrincipalName: string;
  readonly password: string;
}

export const createUser = (
  graph: Graph,
  { displayName, userPrincipalName, password }: NewUser,
): Promise<User> =>
  graph.post<User>('/v1.0/users', {
    accountEnabled: true,
    displayName,
    mailNickname: userPrincipalName.split('@')[0],
    userPrincipalName,
    passwordProfile: { password, forceChangePasswordNextSignIn: false },
  });

export const setAccountEnabled = (graph: Graph, id: string, accountEnabled: boolean): Promise<void> =>
  graph.patch(`/v1.0/users/${id}`, { accountEnabled });

export const resetPassword = (graph: Graph, id: string, password: string): Promise<void> =>
  graph.patch(`/v1.0/users/${id}`, {
    passwordProfile: { password, forceChangePasswordNextSignIn: false },
  });

export const revokeSessions = (graph: Graph, id: string): Promise<unknown> =>
  graph.post(`/v1.0/users/${id}/revokeSignInSessions`);

export const deleteUser = (graph: Graph, id: string): Promise<void> => graph.delete(`/v1.0/users/${id}`);
