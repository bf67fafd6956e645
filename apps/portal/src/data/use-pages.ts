import { keepPreviousData, type QueryKey, useInfiniteQuery } from '@tanstack/react-query';
import type { GraphPage } from './graph.ts';
import { useGraph } from './graph-context.tsx';

/** A list that is read page by page. */
export interface Pages<Entity> {
  /** What was read so far; `undefined` while the first page is not there, or could not be read. */
  readonly rows: readonly Entity[] | undefined;
  readonly hasMore: boolean;
  readonly loadMore: () => void;
  readonly isLoadingMore: boolean;
  readonly problem: Error | null;
  /** Reads the list anew. */
  readonly refresh: () => void;
}

/**
 * Reads a Graph collection page by page, as the person asks for more. While another filter's first page is on its way, the
 * rows of the one before stay, so that the page does not jump.
 *
 * @param path with the query: `/v1.0/users?$top=50`.
 */
export const usePages = <Entity>(queryKey: QueryKey, path: string): Pages<Entity> => {
  const graph = useGraph();
  const query = useInfiniteQuery({
    queryKey: [...queryKey, 'pages', path],
    initialPageParam: path,
    queryFn: ({ pageParam }) => graph.get<GraphPage<Entity>>(pageParam),
    getNextPageParam: page => page['@odata.nextLink'],
    placeholderData: keepPreviousData,
  });
  return {
    rows: query.data?.pages.flatMap(({ value }) => value),
    hasMore: query.hasNextPage,
    loadMore: () => void query.fetchNextPage(),
    isLoadingMore: query.isFetchingNextPage,
    problem: query.error,
    refresh: () => void query.refetch(),
  };
};
