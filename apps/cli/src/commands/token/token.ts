import type { Cloud } from '@vakt/client/clouds';
import { systemClock } from '@vakt/contract/clock';
import { type Connection, VAKT_SCOPE } from '../../connection.ts';
import type { CommandContext } from '../../context.ts';
import { CommandError, usageError } from '../../failure/command-error.ts';
import { printable } from '../../output/printable.ts';
import { asText } from '../../output/record.ts';
import type { Terminal } from '../../terminal.ts';
import { readText } from '../../text-file.ts';
import { type ClaimFact, explainClaims, readClaims } from './claims.ts';
import { openedCalls } from './opened-calls.ts';

export interface TokenOptions {
  readonly resource: string;
  readonly decode?: boolean;
  readonly from?: string;
}

const scopeOf = (resource: string, cloud: Cloud): string => {
  const known: Readonly<Record<string, string>> = {
    endpoint: cloud.endpoint.scope,
    xdr: cloud.xdr.scope,
    graph: cloud.graph.scope,
    vakt: VAKT_SCOPE,
  };
  const scope = known[resource.toLowerCase()];
  if (scope) return scope;
  if (!resource.includes(':'))
    throw usageError(
      `There is no resource '${resource}'`,
      'Known: endpoint, xdr, graph, vakt; or an address.',
    );
  return resource.endsWith('/.default') ? resource : `${resource}/.default`;
};

const request = async (connection: Connection, resource: string): Promise<string> => {
  const preferred = resource === 'graph' || resource === 'vakt' ? 'user' : 'app';
  const token = await connection.credential(preferred).getToken(scopeOf(resource, connection.cloud));
  if (!token)
    throw new CommandError({ reason: 'signInNeeded', step: 'token', message: 'No token was issued' });
  return token.token;
};

const readToken = async (from: string, context: CommandContext): Promise<string> =>
  (await readText(from, context)).trim().replace(/^Bearer\s+/i, '');

/** A claim and its value a line, its meaning under it; in a pipe three values separated by tabs. */
const showFacts = (facts: readonly ClaimFact[], terminal: Terminal): void => {
  if (!terminal.isInteractive)
    return terminal.table(
      [
        { title: 'CLAIM', value: fact => fact.claim },
        { title: 'VALUE', value: fact => fact.value },
        { title: 'MEANING', value: fact => fact.meaning },
      ],
      facts,
    );
  const width = Math.max(...facts.map(({ claim }) => claim.length));
  for (const { claim, value, meaning } of facts) {
    terminal.print(`${printable(claim).padEnd(width)}  ${asText(value)}`);
    if (meaning !== '') terminal.print(`${' '.repeat(width)}    ${meaning}`);
  }
};

/** Prints a token, or says what it says. */
export const token = async (options: TokenOptions, context: CommandContext): Promise<void> => {
  const { terminal } = context;
  const text =
    options.from === undefined
      ? await request(await context.connect(), options.resource)
      : await readToken(options.from, context);
  if (!options.decode && options.from === undefined) return terminal.print(text);
  const claims = readClaims(text);
  if (!claims)
    throw usageError('This is not a token: three parts of base64url, joined by dots, are expected');
  if (context.options.json) return terminal.json(claims);
  const { facts, advice } = explainClaims(claims, systemClock.now());
  showFacts(facts, terminal);
  for (const line of advice) terminal.note(line);
  const opened = openedCalls(claims);
  if (opened.length > 0) terminal.note(`It opens: ${opened.join(', ')}`);
  terminal.note('The signature was not checked here; the service that receives the token does that.');
};
