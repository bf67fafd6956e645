import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { AADSTS, refusal } from '../src/aadsts/catalogue.ts';
import type { AadstsEntry } from '../src/aadsts/entry.ts';
import { errorReply } from '../src/aadsts/error-reply.ts';

/** Words by which client libraries take a refusal for one that a person at a screen could mend. */
const INTERACTIVE_WORDS =
  /interaction_required|consent_required|login_required|bad_token|ui_not_allowed|interrupted_user/;

describe('the catalogue of refusals', () => {
  it('never uses a word by which libraries would send the user to a screen', () => {
    for (const [number, entry] of Object.entries<AadstsEntry>(AADSTS))
      assert.doesNotMatch(entry.text, INTERACTIVE_WORDS, number);
  });

  it('answers 401 for wrong credentials of a client, and for nothing else', () => {
    // A redirect URI that differs is the client's fault, but no wrong credential: the real service answers 400.
    for (const [number, entry] of Object.entries<AadstsEntry>(AADSTS))
      assert.equal(entry.status === 401, entry.error === 'invalid_client' && number !== '500112', number);
  });

  it('words a refusal in the envelope that clients parse', () => {
    const trace = { traceId: 'trace', correlationId: 'correlation' };
    const clock = { now: () => Date.parse('2026-11-21T06:07:08.900Z') };
    const reply = errorReply(
      refusal(700016, { client: 'app', tenant: 'Contoso' }),
      trace,
      clock,
      'https://v.example',
    );
    assert.equal(reply.status, 400);
    const { error_description: description, ...rest } = reply.body as Record<string, unknown>;
    assert.deepEqual(rest, {
      error: 'unauthorized_client',
      error_codes: [700016],
      timestamp: '2026-11-21 06:07:08Z',
      trace_id: 'trace',
      correlation_id: 'correlation',
      error_uri: 'https://v.example/error?code=700016',
    });
    assert.match(
      String(description),
      /^AADSTS700016: Application with identifier 'app' was not found in the directory 'Contoso'\. .* Trace ID: trace Correlation ID: correlation Timestamp: 2026-11-21 06:07:08Z$/,
    );
  });

  it('keeps what a request carried short, and never reads it as a placeholder', () => {
    const trace = { traceId: 't', correlationId: 'c' };
    const clock = { now: () => 0 };
    const reply = errorReply(
      refusal(70003, { grant: `{client}${'x'.repeat(5_000)}` }),
      trace,
      clock,
      'https://v.example',
    );
    const text = JSON.stringify(reply.body);
    assert.ok(text.length < 1_000);
    assert.match(text, /\{client\}x/);
  });
});
