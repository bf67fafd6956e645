const LONGEST_TOKEN = 16_384;

/** What a token says of itself, unchecked: good to find out whom it may be from, and for nothing that matters. */
export const readClaimsUnverified = (
  token: string | undefined,
): Readonly<Record<string, unknown>> | undefined => {
  if (!token || token.length > LONGEST_TOKEN) return undefined;
  try {
    const claims: unknown = JSON.parse(Buffer.from(token.split('.')[1] ?? '', 'base64url').toString('utf8'));
    return typeof claims === 'object' && claims !== null && !Array.isArray(claims)
      ? (claims as Record<string, unknown>)
      : undefined;
  } catch {
    return undefined;
  }
};
