import { usageError } from '../failure/command-error.ts';
import type { Application } from './objects.ts';

/** The kinds of clients as they are written on the command line, and the property of a registration that each stands for. */
const PROPERTIES = { web: 'web', spa: 'spa', native: 'publicClient' } as const;

/** The kind of client that an address is registered for. */
export type RedirectKind = keyof typeof PROPERTIES;

/** An address with the kind of client that it is registered for. */
export interface RedirectUri {
  readonly kind: RedirectKind;
  readonly uri: string;
}

const isKind = (text: string): text is RedirectKind => Object.hasOwn(PROPERTIES, text);

/**
 * Reads `web=https://app.example/signed-in`.
 *
 * @throws CommandError when no kind of client stands in front
 */
export const parseRedirectUri = (text: string): RedirectUri => {
  const at = text.indexOf('=');
  const kind = text.slice(0, Math.max(at, 0)).toLowerCase();
  const uri = text.slice(at + 1);
  if (isKind(kind) && uri !== '') return { kind, uri };
  throw usageError(
    `'${text}' does not say which kind of client the address is for`,
    'Write web=https://… (has a secret), spa=https://… (runs in a browser) or native=http://localhost.',
  );
};

/** The addresses of a registration. */
export const redirectUrisOf = (application: Application): RedirectUri[] =>
  (Object.keys(PROPERTIES) as RedirectKind[]).flatMap(kind =>
    (application[PROPERTIES[kind]]?.redirectUris ?? []).map(uri => ({ kind, uri })),
  );

/** The properties of a registration that has these addresses and no others; the kinds that `touched` names alone. */
export const redirectProperties = (
  uris: readonly RedirectUri[],
  touched: readonly RedirectUri[] = uris,
): Record<string, { readonly redirectUris: readonly string[] }> =>
  Object.fromEntries(
    [...new Set(touched.map(({ kind }) => kind))].map(kind => [
      PROPERTIES[kind],
      { redirectUris: [...new Set(uris.filter(one => one.kind === kind).map(({ uri }) => uri))] },
    ]),
  );
