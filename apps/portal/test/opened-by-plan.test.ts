import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { operations } from '@vakt/contract/operations';
import { plans } from '@vakt/contract/plan';
import { openedBy } from '../src/data/opened-by-plan.ts';

describe('what a licence plan opens', () => {
  it('keeps the calls of one resource apart where the plan opens some of them', () => {
    assert.deepEqual(
      openedBy('Plan1', [
        { resource: 'Machines', method: 'GET', path: '/machines', licences: ['Plan1', 'Plan2'] },
        { resource: 'Machines', method: 'POST', path: '/machines/{id}/isolate', licences: ['Plan2'] },
        { resource: 'Incidents', method: 'GET', path: '/incidents', licences: ['XDR'] },
      ]),
      [
        { resource: 'Machines', calls: ['GET /api/machines'], isOpen: true },
        { resource: 'Machines', calls: ['POST /api/machines/{id}/isolate'], isOpen: false },
        { resource: 'Incidents', calls: ['GET /api/incidents'], isOpen: false },
      ],
    );
  });

  it('names every call once for every plan', () => {
    for (const plan of plans)
      assert.equal(openedBy(plan).flatMap(({ calls }) => calls).length, operations.length, plan);
  });
});
