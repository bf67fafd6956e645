/** Schemes that stand for a script or a document of the page's own: never a place to send a form's answer to. */
const NOT_A_PLACE = new Set(['javascript:', 'data:', 'blob:', 'vbscript:', 'file:', 'about:']);

const HOST_SOURCE = /^https?:\/\/[a-z0-9.-]+(?::\d+)?$/;
const SCHEME_SOURCE = /^[a-z][a-z0-9+.-]*:$/;

const sourceOf = (redirectUri: string): string | undefined => {
  const url = URL.parse(redirectUri);
  if (!url || NOT_A_PLACE.has(url.protocol) || !SCHEME_SOURCE.test(url.protocol)) return undefined;
  // A policy has no words for an application's own scheme (`msauth://…`) or an IPv6 host but their scheme.
  return HOST_SOURCE.test(url.origin) ? url.origin : url.protocol;
};

/**
 * What `form-action` has to name so that the answer to a form may lead to `redirectUris`: browsers hold a redirect after
 * a form to the policy too. Each source is made anew from the parsed URI, so that no text of it can add a directive.
 */
export const formActionSources = (redirectUris: readonly string[]): readonly string[] => [
  ...new Set(redirectUris.map(sourceOf).filter(source => source !== undefined)),
];
