import { useQuery } from '@tanstack/react-query';
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
