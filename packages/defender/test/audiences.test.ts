import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { operations as everyOperation } from '@vakt/contract/operations';
import { listIncidents } from '@vakt/contract/operations/incidents';
import { listMachines } from '@vakt/contract/operations/machines';
import type { Operation } from '@vakt/contract/operations/operation';
import { checkAudience } from '../src/gate/audience.ts';
import { application } from './api.ts';

/** The real services' hosts, and Vakt's own origin, which stands for all of them. */
const ORIGINS = [
  'https://localhost:8443',
  'https://vakt.example',
  'https://api.securitycenter.microsoft.com',
  'https://api.securitycenter.windows.com',
  'https://api.security.microsoft.com',
  ...['us', 'eu', 'uk', 'au', 'swa', 'ina', 'aea'].map(area => `https://${area}.api.security.microsoft.com`),
  'https://api-us.security.microsoft.com',
  'https://api-eu.securitycenter.microsoft.com',
  'https://api-us3.securitycenter.microsoft.com',
  'https://api-gcc.securitycenter.microsoft.us',
  'https://api-gov.securitycenter.microsoft.us',
  'https://api-gcc.security.microsoft.us',
  'https://api-gov.security.microsoft.us',
];

/** What tokens for the two resource applications have as their audience, version 1 and 2 (wire-quirks, section 2). */
const GOOD = [
  'https://api.securitycenter.microsoft.com',
  'https://api.securitycenter.microsoft.com/',
  'https://api.securitycenter.windows.com',
  'https://api.securitycenter.windows.com/',
  'https://securitycenter.onmicrosoft.com/windowsatpservice',
  'https://wdatp.onmicrosoft.com/WindowsATPService',
  'https://api-gcc.securitycenter.microsoft.us',
  'https://api-gov.securitycenter.microsoft.us',
  'fc780465-2017-40d4-a0c5-307022471b92',
  'https://api.security.microsoft.com',
  'https://api.security.microsoft.com/',
  'https://securitycenter.microsoft.com/mtp',
  'https://api-gcc.security.microsoft.us',
  'https://api-gov.security.microsoft.us',
  '8ee8fdad-f234-4243-8f3b-15c294843740',
];

/** Tokens of other APIs, and what only looks like one of ours. */
const WRONG = [
  'https://graph.microsoft.com',
  'https://graph.microsoft.com/',
  '00000003-0000-0000-c000-000000000000',
  'https://management.azure.com',
  'https://management.core.windows.net//',
  'https://help.kusto.windows.net',
  'api://vakt',
  '33333333-3333-4333-8333-333333333333',
  'https://api.security.microsoft.com.evil.example',
  'https://api.security.microsoft.com/mtp',
  'https://securitycenter.microsoft.com',
  'http://api.security.microsoft.com',
  '',
];

/** Those of Defender's own APIs. */
const operations = everyOperation.filter(({ door = 'defender' }) => door === 'defender');

const refusalOf = (operation: Operation, audience: string, origin: string) =>
  checkAudience(operation, application([], { audience }), origin);

describe('the gate of audiences', () => {
  for (const audience of GOOD)
    it(`lets a token for ${audience} pass, whatever the host and the operation`, () => {
      for (const origin of ORIGINS)
        for (const operation of operations)
          assert.equal(refusalOf(operation, audience, origin), undefined, `${operation.id} on ${origin}`);
    });

  for (const audience of WRONG)
    it(`refuses a token for '${audience}' with 403 and says so, whatever the host and the operation`, () => {
      for (const origin of ORIGINS)
        for (const operation of operations) {
          const refusal = refusalOf(operation, audience, origin);
          assert.deepEqual([refusal?.status, refusal?.code], [403, 'Forbidden']);
          assert.ok(refusal?.message.includes(`issued for '${audience}', which is not the resource`));
        }
    });

  for (const operation of everyOperation.filter(({ door }) => door === 'graph')) {
    it(`lets none but Graph's tokens pass to ${operation.id}`, () => {
      for (const audience of [
        'https://graph.microsoft.com',
        'https://graph.microsoft.com/',
        'https://graph.microsoft.us',
        '00000003-0000-0000-c000-000000000000',
      ])
        assert.equal(refusalOf(operation, audience, 'https://graph.microsoft.com'), undefined, audience);
      for (const audience of [...GOOD, 'https://graph.microsoft.com.evil.example', 'api://vakt', '']) {
        const refusal = refusalOf(operation, audience, 'https://localhost:8443');
        assert.deepEqual([refusal?.status, refusal?.code], [401, 'Unauthorized'], audience);
        assert.match(refusal?.message ?? '', /scope 'https:\/\/graph\.microsoft\.com\/\.default'/);
      }
    });
  }

  for (const [operation, origin, scope] of [
    [listMachines, 'https://localhost:8443', 'https://api.securitycenter.microsoft.com/.default'],
    [listMachines, 'https://api.security.microsoft.com', 'https://api.securitycenter.microsoft.com/.default'],
    [listIncidents, 'https://eu.api.security.microsoft.com', 'https://api.security.microsoft.com/.default'],
    [
      listMachines,
      'https://api-gov.securitycenter.microsoft.us',
      'https://api-gov.securitycenter.microsoft.us/.default',
    ],
    [
      listMachines,
      'https://api-gcc.security.microsoft.us',
      'https://api-gcc.securitycenter.microsoft.us/.default',
    ],
    [
      listIncidents,
      'https://api-gov.security.microsoft.us',
      'https://api-gov.security.microsoft.us/.default',
    ],
  ] as const)
    it(`says for ${operation.id} on ${origin} to ask for ${scope}`, () => {
      const refusal = refusalOf(operation, 'https://graph.microsoft.com', origin);
      assert.ok(refusal?.message.includes(`the scope '${scope}'`), refusal?.message);
      assert.ok(refusal?.advice?.remedies[0]?.includes(`scope=${scope} `));
    });
});
