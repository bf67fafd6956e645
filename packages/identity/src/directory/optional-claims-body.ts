import { ok, type Result } from '@vakt/contract/result';
import {
  type Body,
  isStorable,
  readBoolean,
  readObject,
  readObjectList,
  readTextList,
  requireText,
  wrong,
} from './body.ts';
import type { GraphFailure } from './graph-error.ts';

/** A claim that an application wants in a kind of token besides the usual ones. */
export interface OptionalClaim {
  readonly name: string;
  readonly source: string | null;
  readonly essential: boolean;
  readonly additionalProperties: readonly string[];
}

/** The claims that an application wants, by kind of token. */
export type OptionalClaims = Readonly<Record<(typeof TOKEN_KINDS)[number], readonly OptionalClaim[]>>;

const TOKEN_KINDS = ['idToken', 'accessToken', 'saml2Token'] as const;

type Read<Value> = Result<Value, GraphFailure>;

const readClaim = (item: Body): Read<OptionalClaim> => {
  const name = requireText(item, 'name');
  if (!name.ok) return name;
  const essential = readBoolean(item, 'essential');
  if (!essential.ok) return essential;
  const additional = readTextList(item, 'additionalProperties');
  if (!additional.ok) return additional;
  const source =
    typeof item.source === 'string' && isStorable(item.source) ? item.source.slice(0, 120) : null;
  return ok({
    name: name.value,
    source,
    essential: essential.value ?? false,
    additionalProperties: additional.value ?? [],
  });
};

const readClaims = (body: Body, kind: string): Read<readonly OptionalClaim[]> => {
  const items = readObjectList(body, kind);
  if (!items.ok) return items;
  const claims: OptionalClaim[] = [];
  for (const item of items.value ?? []) {
    const claim = readClaim(item);
    if (!claim.ok) return claim;
    claims.push(claim.value);
  }
  return ok(claims);
};

/** Reads `optionalClaims`; `null` clears them, `undefined` leaves them as they are. */
export const readOptionalClaims = (body: Body): Read<OptionalClaims | null | undefined> => {
  if (body.optionalClaims === undefined || body.optionalClaims === null) return ok(body.optionalClaims);
  const given = readObject(body, 'optionalClaims');
  if (!given.ok) return given;
  const unknown = Object.keys(given.value).find(
    kind => !TOKEN_KINDS.some(known => known === kind) && !kind.startsWith('@'),
  );
  if (unknown !== undefined)
    return wrong('optionalClaims', 'an object with idToken, accessToken and saml2Token');
  const claims: Record<string, readonly OptionalClaim[]> = {};
  for (const kind of TOKEN_KINDS) {
    const read = readClaims(given.value, kind);
    if (!read.ok) return read;
    claims[kind] = read.value;
  }
  return ok(claims as OptionalClaims);
};
