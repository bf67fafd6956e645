import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { gzipSync } from 'node:zlib';
import { updateAlert } from '@vakt/contract/operations/alerts';
import { apiFailure } from '../src/failure.ts';
import { errorReply } from '../src/wire/error-reply.ts';
import { readBody } from '../src/wire/json-body.ts';

const CHANGE = Buffer.from('{"status":"Resolved"}');
const schema = updateAlert.body?.schema ?? {};

const readWith = (headers: Record<string, string>, body: Uint8Array = CHANGE) =>
  readBody({ headers, body }, schema);

describe('the wire', () => {
  it('takes a body as it is, whatever its content type says', () => {
    const headers: Record<string, string>[] = [
      {},
      { 'content-type': 'application/json' },
      { 'content-type': 'text/plain' },
      { 'content-encoding': 'Identity' },
    ];
    for (const sent of headers) assert.deepEqual(readWith(sent), { ok: true, value: { status: 'Resolved' } });
  });

  it('refuses a body that is encoded, and says so', () => {
    const read = readWith({ 'content-encoding': 'gzip' }, gzipSync(CHANGE));
    assert.ok(!read.ok);
    assert.deepEqual([read.error.status, read.error.code], [400, 'InvalidRequestBody']);
    assert.match(read.error.message, /encoded with 'gzip'; send it as it is/);
  });

  it('names a failure by one correlation id, in the body and in a header', () => {
    const { headers, body } = errorReply(apiFailure('NotFound', 'Nothing there.'), 'a-guid');
    assert.equal(headers?.['request-id'], 'a-guid');
    assert.deepEqual(body, { error: { code: 'NotFound', message: 'Nothing there.', target: 'a-guid' } });
  });
});
