import type { HttpReply, HttpRequest } from '@vakt/contract/http';
import { AADSTS, type AadstsNumber } from '../aadsts/catalogue.ts';
import type { AadstsEntry } from '../aadsts/entry.ts';
import { chooseLanguage } from '../pages/language.ts';
import { adviceOn } from '../pages/refusal-advice.ts';

const isKnown = (number: number): number is AadstsNumber => Object.hasOwn(AADSTS, number);

const page = (status: number, body: string): HttpReply => ({
  status,
  headers: { 'content-type': 'text/plain; charset=utf-8' },
  body,
});

const describe = (number: AadstsNumber, acceptLanguage: string | undefined): string => {
  const { error, status, text }: AadstsEntry = AADSTS[number];
  const advice = adviceOn(number, chooseLanguage({ acceptLanguage }));
  return [`AADSTS${number} (${error}, HTTP ${status})`, ...(advice ? [advice] : []), text].join('\n\n');
};

/** What a refusal's number means, and what to do about it: where `error_uri` leads to. */
export const handleErrorLookup = async ({ query, headers }: HttpRequest): Promise<HttpReply> => {
  const number = Number((query.get('code') ?? '').replace(/^AADSTS/i, ''));
  return isKnown(number)
    ? page(200, `${describe(number, headers['accept-language'])}\n`)
    : page(404, 'The authority has no refusal of this number. Ask /error?code=700016, for one.\n');
};
