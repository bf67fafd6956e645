import { useQuery } from '@tanstack/react-query';
import { useGraph } from './graph-context.tsx';

/** The person who signed in (`/v1.0/me`). */
export interface Me {
  readonly id: string;
  readonly displayName: string;
  readonly userPrincipalName: string;
}

/** The tenant that the person works in (`/v1.0/organization`). */
export interface Organization {
  readonly id: string;
  readonly displayName: string;
  readonly createdDateTime: string;
  readonly verifiedDomains: readonly { readonly name: string; readonly isDefault: boolean }[];
}

export const useMe = () => {
  const graph = useGraph();
  return useQuery({ queryKey: ['me'], queryFn: () => graph.get<Me>('/v1.0/me'), staleTime: Infinity });
};

export const useOrganization = () => {
  const graph = useGraph();
  return useQuery({
    queryKey: ['organization'],
    queryFn: async () => {
      const [organization] = await graph.list<Organization>('/v1.0/organization');
      if (!organization) throw new Error('The directory has no organization.');
      return organization;
    },
    staleTime: Infinity,
  });
};
