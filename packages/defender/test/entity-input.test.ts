import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { indicatorTypes } from '@vakt/contract/indicator-value';
import { indicatorActions } from '@vakt/contract/schemas/indicator';
import fc from 'fast-check';
import { application } from './api.ts';
import { EventWorld } from './events.ts';

const AS = application([
  'Ti.ReadWrite.All',
  'Incident.ReadWrite.All',
  'File.Read.All',
  'URL.Read.All',
  'Ip.Read.All',
  'User.Read.All',
  'Alert.Read.All',
  'Machine.Read.All',
]);

const text = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 60 }),
  fc.constantFrom(
    '\0',
    '\uD800',
    '%',
    "'",
    '"',
    '\\',
    '..',
    'a'.repeat(3_000),
    '198.51.100.7',
    'evil.example',
  ),
);

/** A submission of which any part may be anything. */
const submission = fc.record(
  {
    indicatorValue: fc.oneof(text, fc.jsonValue()),
    indicatorType: fc.oneof(fc.constantFrom(...indicatorTypes), text),
    action: fc.oneof(fc.constantFrom(...indicatorActions), text),
    title: fc.oneof(text, fc.jsonValue()),
    description: text,
    expirationTime: fc.oneof(text, fc.constantFrom('9999-12-31T23:59:59.9999999Z', '0001-01-01', null)),
    rbacGroupNames: fc.oneof(text, fc.array(text, { maxLength: 3 }), fc.jsonValue()),
    generateAlert: fc.oneof(fc.boolean(), text),
    severity: fc.oneof(fc.constantFrom('Low', null), text),
  },
  { requiredKeys: [] },
);

describe('input that nobody expects', () => {
  let world: EventWorld;

  before(async () => {
    world = await EventWorld.start();
  });
  after(() => world.close());

  const isAnswered = async (path: string, method: 'GET' | 'POST' | 'PATCH' | 'DELETE', body?: unknown) => {
    world.api.now += 61_000;
    const { status, text: answer } = await world.api.call(path, { method, body, as: AS });
    assert.ok(status < 500 && status !== 429, `${path}: ${answer}`);
    if (status >= 400) assert.match(answer, /^\{"error":\{"code":"\w+","message":/);
  };

  it('is taken or refused by the indicators’ calls', async () => {
    await fc.assert(
      fc.asyncProperty(submission, fc.jsonValue(), async (body, any) => {
        await isAnswered('/api/indicators', 'POST', body);
        await isAnswered('/api/indicators/import', 'POST', { Indicators: [body, any] });
        await isAnswered('/api/indicators/import', 'POST', { Indicators: [body] });
        await isAnswered('/api/indicators/BatchDelete', 'POST', { IndicatorIds: any });
      }),
      { numRuns: 60 },
    );
  });

  it('is taken or refused by the update of an incident', async () => {
    await fc.assert(
      fc.asyncProperty(fc.jsonValue(), text, async (body, id) => {
        await isAnswered(`/api/incidents/${encodeURIComponent(id.toWellFormed()) || '1'}`, 'PATCH', body);
      }),
      { numRuns: 60 },
    );
  });

  it('finds nothing or is refused where a path names an entity', async () => {
    const paths = [
      'files/*',
      'files/*/stats',
      'domains/*/machines',
      'domains/*/alerts',
      'ips/*/stats',
      'users/*',
      'users/*/alerts',
    ];
    await fc.assert(
      fc.asyncProperty(fc.constantFrom(...paths), text, async (path, name) => {
        const segment = encodeURIComponent(name.toWellFormed()) || 'x';
        await isAnswered(`/api/${path.replace('*', () => segment)}`, 'GET');
      }),
      { numRuns: 80 },
    );
  });
});
