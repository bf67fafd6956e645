import { fail, ok, type Result } from '@vakt/contract/result';
import { type Refusal, refusal } from '../aadsts/catalogue.ts';

/** The parameters of a token request; each name once. */
export type Form = ReadonlyMap<string, string>;

/** The largest body of a form, in bytes. */
export const FORM_LIMIT = 65_536;

const decode = (text: string): string => {
  const spaced = text.replaceAll('+', ' ');
  try {
    return decodeURIComponent(spaced);
  } catch {
    // Scripts send raw secrets with a stray percent sign; they mean what they wrote.
    return spaced;
  }
};

/** What a form that is larger than the limit is told. */
export const largeForm = (): Refusal =>
  refusal(9002313, { reason: `The body is larger than ${FORM_LIMIT} bytes.` });

const malformed = (reason: string): Result<never, Refusal> => fail(refusal(9002313, { reason }));

const looksLikeJson = (text: string): boolean => /^\s*[{[]/.test(text);

/**
 * Reads a form body. Values may stand unencoded, as the vendor's samples send them; a parameter that comes twice is refused,
 * because two readers could take it for two different things.
 */
export const parseForm = (body: Uint8Array): Result<Form, Refusal> => {
  if (body.length > FORM_LIMIT) return fail(largeForm());
  const text = Buffer.from(body).toString('utf8').trim();
  // No parameter has this character, and the store cannot keep it.
  if (/%00|\0/.test(text)) return malformed('The body holds a NUL character.');
  if (looksLikeJson(text)) return malformed('The body must be application/x-www-form-urlencoded, not JSON.');
  const form = new Map<string, string>();
  for (const pair of text.split('&')) {
    if (pair === '') continue;
    const at = pair.indexOf('=');
    const name = decode(at < 0 ? pair : pair.slice(0, at));
    if (form.has(name)) return malformed(`The parameter '${name}' occurs more than once.`);
    form.set(name, at < 0 ? '' : decode(pair.slice(at + 1)));
  }
  return ok(form);
};

/** A parameter that must be there and not be empty. */
export const requireParameter = (form: Form, parameter: string): Result<string, Refusal> => {
  const value = form.get(parameter);
  return value ? ok(value) : fail(refusal(900144, { parameter }));
};
