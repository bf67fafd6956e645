import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { limitsText } from '../src/limits-text.ts';
import { type CallLimits, GENERAL_LIMITS } from '../src/operations/operation.ts';
import { operations } from '../src/operations.ts';

/** The Defender for Endpoint API's limits of queries; Graph's door has them, too. */
const ENDPOINT_QUERIES: CallLimits = {
  perMinute: 45,
  perHour: 1_500,
  runningMinutesPerHour: 10,
  runningMinutesPerDay: 3 * 60,
  countedFor: 'tenant',
};

/** What differs from the general limits (reference: defender-endpoint-core, section 1.4; defender-xdr, section 3.2). */
const DOCUMENTED: Readonly<Record<string, CallLimits>> = {
  batchUpdateAlerts: { perMinute: 10, perHour: 500 },
  createAlertByReference: { perMinute: 15 },
  getPackageUri: { perMinute: 2, perHour: 120 },
  startInvestigation: { perHour: 50 },
  runLiveResponse: { perMinute: 10 },
  importIndicators: { perMinute: 30 },
  deleteIndicators: { perMinute: 30, perHour: 1_500 },
  listIncidents: { perMinute: 50, perHour: 1_500 },
  getIncident: { perMinute: 100, perHour: 1_500 },
  updateIncident: { perMinute: 50, perHour: 1_500 },
  runAdvancedQuery: ENDPOINT_QUERIES,
  runGraphHuntingQuery: ENDPOINT_QUERIES,
  runHuntingQuery: {
    perMinute: 45,
    perHour: 1_500,
    runningMinutesPerHour: 10,
    runningMinutesPerDay: 4 * 60,
    countedFor: 'tenant',
  },
};

describe('the limits of the operations', () => {
  for (const { id, limits } of operations)
    it(`of ${id} are the documented ones`, () => {
      assert.deepEqual(limits, DOCUMENTED[id] ?? GENERAL_LIMITS);
    });

  it('leave out no operation that has its own', () => {
    const ids = new Set(operations.map(({ id }) => id));
    assert.deepEqual(
      Object.keys(DOCUMENTED).filter(id => !ids.has(id)),
      [],
    );
  });

  it('are said in words', () => {
    assert.equal(limitsText({ perMinute: 15 }), '15 a minute');
    assert.equal(
      limitsText(DOCUMENTED['runAdvancedQuery'] ?? {}),
      '45 a minute, 1500 an hour, 10 minutes of running time an hour, 180 minutes of running time a day',
    );
  });
});
