import type { HttpReply, HttpRequest } from '@vakt/contract/http';
import { AADSTS } from '../aadsts/catalogue.ts';
import type { AadstsEntry } from '../aadsts/entry.ts';

const entries: ReadonlyMap<string, AadstsEntry> = new Map(Object.entries(AADSTS));

const page = (status: number, body: string): HttpReply => ({
  status,
  headers: { 'content-type': 'text/plain; charset=utf-8' },
  body,
});

/** What a refusal's number means: where `error_uri` leads to. */
export const handleErrorLookup = async ({ query }: HttpRequest): Promise<HttpReply> => {
  const code = (query.get('code') ?? '').replace(/^AADSTS/i, '');
  const entry = entries.get(code);
  return entry
    ? page(200, `AADSTS${code} (${entry.error}, HTTP ${entry.status})\n\n${entry.text}\n`)
    : page(404, 'The authority has no refusal of this number. Ask /error?code=700016, for one.\n');
};
