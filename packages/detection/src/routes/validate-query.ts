import type { TenantId } from '@vakt/contract/ids';
import { fail, ok, type Result } from '@vakt/contract/result';
import type { HuntingEngine, PreparedQuery } from '@vakt/hunting/engine';
import type { HuntingFailure } from '@vakt/hunting/failure';
import type { CustomFunction } from '@vakt/hunting/functions/custom-function';
import { columnsIn } from '../alert-text.ts';
import { IDENTITY_COLUMNS } from '../hit.ts';
import { badRequest, type GraphFailure } from './graph-failure.ts';
import type { RuleInput } from './rule-resource.ts';

/** The most columns that a title or a description may name (reference: defender-xdr, section 11.3). */
const MOST_COLUMNS_IN_TEXT = 3;

const describe = ({ message, line, column }: HuntingFailure): string =>
  line === undefined ? message : `Line ${line}, column ${column ?? 1}: ${message}`;

const missingColumns = (columns: ReadonlySet<string>): GraphFailure | undefined => {
  const missing = IDENTITY_COLUMNS.filter(name => !columns.has(name));
  return missing.length === 0
    ? undefined
    : badRequest(
        `The query must return the columns ${IDENTITY_COLUMNS.join(', ')} of the event that it found; missing: ${missing.join(', ')}.`,
      );
};

const wrongText = (name: string, text: string, columns: ReadonlySet<string>): GraphFailure | undefined => {
  const named = [...new Set(columnsIn(text))];
  const unknown = named.find(column => !columns.has(column));
  if (unknown)
    return badRequest(`The ${name} names the column '${unknown}', which the query does not return.`);
  return named.length > MOST_COLUMNS_IN_TEXT
    ? badRequest(`The ${name} may name at most ${MOST_COLUMNS_IN_TEXT} columns.`)
    : undefined;
};

/** Checks that a rule can run: its query binds with the tenant's functions, and returns what alerts need. */
export const validateQuery = async (
  hunting: Pick<HuntingEngine, 'prepare'>,
  tenant: TenantId,
  rule: RuleInput,
  functions: readonly CustomFunction[],
): Promise<Result<PreparedQuery, GraphFailure>> => {
  const prepared = await hunting.prepare(tenant, rule.queryText, functions);
  if (!prepared.ok)
    return fail(badRequest(`The query of the rule is not valid. ${describe(prepared.error)}`));
  const columns = new Set(prepared.value.columns.map(({ name }) => name));
  const failure =
    missingColumns(columns) ??
    wrongText('title', rule.alertTemplate.title, columns) ??
    wrongText('description', rule.alertTemplate.description, columns);
  return failure ? fail(failure) : ok(prepared.value);
};
