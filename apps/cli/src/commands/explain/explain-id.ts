import { DefenderError } from '@vakt/client/errors';
import type { RestClient } from '@vakt/client/rest-client';
import { isGuid } from '@vakt/contract/ids';
import { type ExplainedRefusal, REFUSALS_PATH } from '@vakt/contract/refusal';
import type { CommandContext } from '../../context.ts';
import { GraphCalls, quoted } from '../../directory/graph-calls.ts';
import { CommandError, usageError } from '../../failure/command-error.ts';
import { operatorClient } from '../../operator.ts';
import { showRecord } from '../../output/record.ts';
import type { SignIn } from '../audit/log-entries.ts';
import { EVERY_KIND } from '../audit/sign-ins.ts';
import { isClosed } from './closed.ts';
import { type Found, refusedCall, signInEntry } from './found.ts';
import { standingNow } from './standing-now.ts';

/** A place where a refusal may be found; it fails when it may not be asked. */
type Place = (id: string, context: CommandContext) => Promise<Found | undefined>;

const readRefusal = async (
  client: RestClient,
  id: string,
  context: CommandContext,
): Promise<Found | undefined> => {
  try {
    const path = `${REFUSALS_PATH}/${id}`;
    const reply = await client.send({ method: 'GET', path }, { abortSignal: context.signal });
    const refusal = reply as ExplainedRefusal;
    const { settings } = await context.connect();
    return refusedCall(refusal, settings.url.value, await standingNow(refusal, context));
  } catch (error) {
    if (error instanceof DefenderError && error.status === 404) return undefined;
    throw error;
  }
};

const asCaller: Place = async (id, context) => readRefusal((await context.connect()).vakt(), id, context);

const asOperator: Place = async (id, context) =>
  readRefusal(operatorClient(await context.connect(), context), id, context);

const amongSignIns: Place = async (id, context) => {
  const graph = await GraphCalls.open(context);
  for (const name of ['correlationId', 'id']) {
    const $filter = `${EVERY_KIND} and ${name} eq ${quoted(id)}`;
    for await (const signIn of graph.read<SignIn>('/v1.0/auditLogs/signIns', { $filter, $top: 1 }))
      return signInEntry(signIn);
  }
  return undefined;
};

const PLACES: readonly Place[] = [asCaller, amongSignIns, asOperator];

/** Prints why a call or a sign-in was refused, from whichever place the caller may look into. */
export const explainId = async (id: string, context: CommandContext): Promise<void> => {
  if (!isGuid(id))
    throw usageError(
      `'${id}' is no correlation id`,
      'It is a GUID: error.target of the reply, or the Correlation ID of an AADSTS error.',
    );
  const closed: unknown[] = [];
  for (const look of PLACES) {
    try {
      const found = await look(id, context);
      if (found) return showRecord(context, found.whole, found.fields);
    } catch (error) {
      if (!isClosed(error)) throw error;
      closed.push(error);
    }
  }
  if (closed.length === PLACES.length) throw closed[0];
  throw new CommandError({
    reason: 'notFound',
    message: `No refusal ${id} is known here`,
    mend: [
      'Refused calls are kept for seven days, the newest 1,000 of a tenant and 60 a minute; sign-ins for 30 days.',
      'A refusal belongs to the tenant of the token. One without a token of this authority is the operator’s to read: name its data directory with --data.',
      ...(closed.length > 0
        ? ['Not every place could be looked into: sign in as an administrator, or as the operator.']
        : []),
    ],
  });
};
