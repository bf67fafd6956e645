import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { application, TestApi } from './api.ts';

const READER = application(['Alert.Read.All']);

/** An API whose storage fails with `error` at every touch. */
const failing = (error: Error): TestApi => {
  const fail = () => {
    throw error;
  };
  return new TestApi({ tenant: fail, scoped: fail });
};

describe('when something else goes wrong', () => {
  it('answers 503 and when to come back while storage is away', async () => {
    const api = failing(Object.assign(new Error('connect ECONNREFUSED'), { code: 'ECONNREFUSED' }));
    const answer = await api.call('/api/alerts', { as: READER });
    assert.deepEqual([answer.status, answer.error.code], [503, 'ServiceUnavailable']);
    assert.equal(answer.headers['retry-after'], '2');
  });

  it('answers 500 without a word of the cause, which the log has', async () => {
    const secret = new Error('password authentication failed for user "vakt"');
    const api = failing(secret);
    const answer = await api.call('/api/alerts', { as: READER });
    assert.deepEqual([answer.status, answer.error.code], [500, 'InternalServerError']);
    assert.doesNotMatch(answer.text, /password|vakt"/);
    assert.deepEqual(api.logged, [secret]);
  });

  it('answers 401 for a tenant that is gone', async () => {
    const api = failing(new Error('not reached'));
    api.plan = undefined;
    const answer = await api.call('/api/alerts', { as: READER });
    assert.equal(answer.status, 401);
    assert.match(answer.headers['www-authenticate'] ?? '', /tenant does not exist/);
  });
});
