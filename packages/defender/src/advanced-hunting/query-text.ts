/** The query in a body that fits the contract's schema: `Query` as documented, `query` as some clients write it. */
export const queryText = (body: unknown): string => {
  const { Query, query } = body as { readonly Query?: string; readonly query?: string };
  return Query ?? query ?? '';
};
