import { fail, ok } from '@vakt/contract/result';
import type { OperationHandler } from '../call.ts';
import { notFound } from '../failure.ts';
import { contextOf, odataReply } from '../wire/odata-reply.ts';
import { findFileFacts } from './file-facts.ts';
import { readFileHash } from './file-hash.ts';
import { fileJson } from './file-json.ts';

/** `GET /api/files/{id}` */
export const getFile: OperationHandler = async call => {
  const { params, origin } = call.request;
  const hash = readFileHash(params['id'] ?? '');
  if (!hash.ok) return hash;
  const { column, value } = hash.value;
  const file = { sha1: column === 'SHA1' ? value : null, sha256: column === 'SHA256' ? value : null };
  const find = await findFileFacts(call, [file]);
  if (!find.ok) return find;
  const facts = find.value(file);
  if (!facts.seen) return fail(notFound('File', value));
  const context = contextOf(origin, 'Files/$entity');
  return ok(odataReply(200, { '@odata.context': context, ...fileJson(file, facts) }));
};
