import type { Entropy } from '@vakt/contract/entropy';
import type { HttpReply, HttpRequest, Route } from '@vakt/contract/http';
import { editedPlaceSchema, editedQuerySchema, QUERY_EDITOR_PATH } from '@vakt/contract/hunting/query-editor';
import type { Principal } from '@vakt/contract/principal';
import { fail, ok, type Result } from '@vakt/contract/result';
import type { EditorFailure, QueryEditor } from '@vakt/hunting/editor/editor';
import type { EditorQuestion } from '@vakt/hunting/editor/messages';
import type { CustomFunction, FunctionsOf } from '@vakt/hunting/functions/custom-function';
import { type ApiFailure, apiFailure } from '../failure.ts';
import { unauthorized, type VerificationFailure } from '../unauthorized.ts';
import { errorReply } from '../wire/error-reply.ts';
import { readBody } from '../wire/json-body.ts';

/** What the service of editors stands on. */
export interface EditorRoutesParts {
  readonly editor: Pick<QueryEditor, 'ask'>;
  readonly functionsOf: FunctionsOf;
  readonly entropy: Entropy;
  readonly verify: (request: HttpRequest) => Promise<Result<Principal, VerificationFailure>>;
}

/** The permissions of every door (reference: wire-quirks, section 2): who may hunt may be helped to. */
const HUNTING_PERMISSIONS = [
  'AdvancedQuery.Read.All',
  'AdvancedQuery.Read',
  'AdvancedHunting.Read.All',
  'AdvancedHunting.Read',
  'ThreatHunting.Read.All',
];

const NOT_A_HUNTER = apiFailure(
  'Forbidden',
  `The token has no permission to hunt. It needs one of: ${HUNTING_PERMISSIONS.join(', ')}.`,
);

const FAILURES: Readonly<Record<EditorFailure, ApiFailure>> = {
  busy: apiFailure('ServiceUnavailable', 'Too many people write queries at this moment. Try again.', {
    'retry-after': '1',
  }),
  'not-understood': apiFailure(
    'BadRequest',
    'The query cannot be understood so far that there is an answer.',
  ),
};

const mayHunt = (caller: Principal): boolean => {
  const held = caller.kind === 'application' ? caller.roles : caller.scopes;
  return HUNTING_PERMISSIONS.some(permission => held.includes(permission));
};

const readQuestion = (
  about: EditorQuestion['about'],
  request: HttpRequest,
  functions: readonly CustomFunction[],
): Result<EditorQuestion, ApiFailure> => {
  const schema = about === 'diagnostics' ? editedQuerySchema : editedPlaceSchema;
  const body = readBody(request, schema);
  if (!body.ok) return body;
  const { query, position = 0 } = body.value as { readonly query: string; readonly position?: number };
  return ok({ about, query, functions, position: Math.min(position, query.length) });
};

const answer = async (
  { editor, functionsOf, verify }: EditorRoutesParts,
  about: EditorQuestion['about'],
  request: HttpRequest,
): Promise<Result<object, ApiFailure>> => {
  const caller = await verify(request);
  if (!caller.ok) return fail(unauthorized(caller.error, request.origin));
  if (!mayHunt(caller.value)) return fail(NOT_A_HUNTER);
  const question = readQuestion(about, request, await functionsOf(caller.value.tenantId));
  if (!question.ok) return question;
  const found = await editor.ask(caller.value.tenantId, question.value);
  return typeof found === 'string' ? fail(FAILURES[found]) : ok(found);
};

/** What an editor of queries asks: completions, descriptions and diagnostics. It tells of the schema, and of no event. */
export const editorRoutes = (parts: EditorRoutesParts): Route[] =>
  (['completions', 'description', 'diagnostics'] as const).map(about => ({
    method: 'POST',
    path: `${QUERY_EDITOR_PATH}/${about}`,
    handle: async (request): Promise<HttpReply> => {
      const answered = await answer(parts, about, request);
      return answered.ok
        ? { status: 200, headers: { 'cache-control': 'no-store' }, body: answered.value }
        : errorReply(answered.error, parts.entropy.uuid());
    },
  }));
