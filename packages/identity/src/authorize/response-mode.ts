import { fail, ok, type Result } from '@vakt/contract/result';
import { type Refusal, refusal } from '../aadsts/catalogue.ts';
import type { ClientApplication } from '../authority/client-application.ts';

/** What the reply to an authorization request carries. */
export type ResponsePart = 'code' | 'id_token' | 'token';
/** How it travels. */
export type ResponseMode = 'query' | 'fragment' | 'form_post';

export interface ResponseType {
  readonly parts: readonly ResponsePart[];
  readonly mode: ResponseMode;
}

const PARTS: readonly ResponsePart[] = ['code', 'id_token', 'token'];
const MODES: readonly ResponseMode[] = ['query', 'fragment', 'form_post'];

const parseParts = (text: string): readonly ResponsePart[] | undefined => {
  const names = text.split(/\s+/).filter(Boolean);
  const parts = PARTS.filter(part => names.includes(part));
  return parts.length === names.length && parts.length > 0 ? parts : undefined;
};

/** Tokens must not travel in a query, where they would end in logs. */
const modesFor = (parts: readonly ResponsePart[]): readonly ResponseMode[] =>
  parts.length === 1 && parts[0] === 'code' ? MODES : ['fragment', 'form_post'];

/**
 * How a refusal travels when the response type itself is wrong, or before it was read: as was asked, if that can be read.
 */
export const readMode = (mode: string | undefined, responseType: string | undefined): ResponseMode =>
  MODES.find(known => known === mode?.toLowerCase()) ??
  (/token/.test(responseType ?? '') ? 'fragment' : 'query');

/** Reads `response_type` and `response_mode`; what the application has not enabled is refused. */
export const readResponseType = (
  client: ClientApplication,
  responseType: string,
  mode: string | undefined,
): Result<ResponseType, Refusal> => {
  const parts = parseParts(responseType.toLowerCase());
  if (!parts) return fail(refusal(70005, { responseType }));
  const isEnabled =
    (!parts.includes('id_token') || client.issuesIdTokens) &&
    (!parts.includes('token') || client.issuesAccessTokens);
  if (!isEnabled) return fail(refusal(700054, { responseType }));
  const modes = modesFor(parts);
  const [byDefault] = modes;
  const chosen = mode ? modes.find(known => known === mode.toLowerCase()) : byDefault;
  return chosen ? ok({ parts, mode: chosen }) : fail(refusal(900491, { mode: mode ?? '', responseType }));
};
