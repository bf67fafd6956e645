import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { assertRefused, TestAuthority } from './authority.ts';

const CORRELATION_ID = '0a0b0c0d-1111-4222-8333-444455556666';

describe('a form that is larger than the authority reads', () => {
  let authority: TestAuthority;
  before(async () => {
    authority = await TestAuthority.start();
  });
  after(() => authority.close());

  for (const endpoint of ['oauth2/token', 'oauth2/v2.0/token', 'oauth2/devicecode', 'oauth2/v2.0/devicecode'])
    it(`is refused at ${endpoint} as OAuth clients read errors`, async () => {
      const reply = await authority.token(
        `/contoso.example/${endpoint}`,
        { grant_type: 'client_credentials', client_secret: 'x'.repeat(65_536) },
        { 'client-request-id': CORRELATION_ID },
      );
      assertRefused(reply, 413, 'invalid_request', 9002313);
      assert.match(String(reply.body['error_description']), /larger than 65536 bytes/);
      assert.equal(reply.body['correlation_id'], CORRELATION_ID);
      assert.match(reply.headers['cache-control'] ?? '', /no-store/);
    });
});
