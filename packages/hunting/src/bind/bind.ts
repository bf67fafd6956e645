import { fail, ok, type Result } from '@vakt/contract/result';
import { failureAt, type HuntingFailure } from '../failure.ts';
import { BoundNode } from './bound-node.ts';
import { type ServiceCode, type ServiceDiagnostic, service, toArray } from './language-service.ts';
import { globalsFor } from './schema.ts';
import { checkSize } from './size.ts';

/**
 * `count(x)` is an error to the language service (KS107, "a value of type bool expected") and counts all rows in the
 * real engine (reference: kql, section 2.4): let through, the argument is dropped in lowering.
 */
const isCountArgument = (text: string, { Code, Start }: ServiceDiagnostic): boolean =>
  Code === 'KS107' && /\bcount\s*\(\s*$/.test(text.slice(0, Start));

const firstError = (code: ServiceCode, text: string): HuntingFailure | undefined => {
  const syntax = toArray(code.GetSyntaxDiagnostics()).find(({ Severity }) => Severity === 'Error');
  const error =
    syntax ??
    toArray(code.GetDiagnostics()).find(
      diagnostic => diagnostic.Severity === 'Error' && !isCountArgument(text, diagnostic),
    );
  if (!error) return undefined;
  const span = { start: error.Start, length: error.Length };
  return failureAt(syntax ? 'syntax' : 'semantic', error.Message, text, span);
};

/** Parses and binds `text` against the hunting tables; the first error of several is the answer. */
export const bindQuery = (text: string): Result<BoundNode, HuntingFailure> => {
  const tooLarge = checkSize(text);
  if (tooLarge) return fail(tooLarge);
  try {
    const code = service.KustoCode.ParseAndAnalyze(text, globalsFor(text));
    const error = firstError(code, text);
    return error ? fail(error) : ok(new BoundNode(code.Syntax));
  } catch {
    // The service throws on a few texts instead of diagnosing them (a graph query over an unknown graph).
    return fail(
      failureAt('semantic', 'The query cannot be understood.', text, { start: 0, length: text.length }),
    );
  }
};
