const LONGEST_CLAIMS = 16_384;

const valuesOf = (parsed: unknown): unknown =>
  (parsed as { access_token?: { xms_cc?: { values?: unknown } | null } | null } | null)?.access_token?.xms_cc
    ?.values;

/**
 * Whether the `claims` parameter says that the client can handle claims challenges (`CP1`), as the Azure CLI and others say on
 * every request (reference: identity, section 0.14). What cannot be read says nothing, and is no error.
 */
export const clientHandlesClaimsChallenges = (claims: string | undefined): boolean => {
  if (!claims || claims.length > LONGEST_CLAIMS) return false;
  try {
    const values = valuesOf(JSON.parse(claims));
    return Array.isArray(values) && values.some(value => String(value).toUpperCase() === 'CP1');
  } catch {
    return false;
  }
};
