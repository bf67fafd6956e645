import assert from 'node:assert/strict';
import { existsSync, globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { huntingTables } from '@vakt/contract/hunting/tables';
import type { TenantId } from '@vakt/contract/ids';
import { createHuntingEngine, type HuntingEngine } from '@vakt/hunting/engine';
import { recordingsFolder } from '@vakt/testing/recordings';
import { builtInRules, toDetectionRule } from '../src/built-in-rules.ts';
import { IDENTITY_COLUMNS } from '../src/hit.ts';
import { categories, severities } from '../src/rule.ts';
import { prepareBuiltIn } from '../src/rule-catalogue.ts';

const tenant = '0b5f0b1a-7a52-4d9c-9f6a-3f6f4f1f0c03' as TenantId;
const FOLDER = join(import.meta.dirname, '..', 'rules');

interface Technique {
  readonly id: string;
  readonly revoked?: boolean;
  readonly deprecated?: boolean;
}

describe('built-in rules', () => {
  let hunting: HuntingEngine;
  before(() => {
    hunting = createHuntingEngine({
      clock: { now: () => 0 },
      lake: { query: () => Promise.reject(new Error('no query is run here')) },
    });
  });
  after(() => hunting.close());

  it('are all the files in the folder, each named after its path', () => {
    const files = globSync('*/*.ts', { cwd: FOLDER }).map(file => file.replaceAll('\\', '/').slice(0, -3));
    assert.deepEqual(builtInRules.map(({ id }) => id).toSorted(), files.toSorted());
  });

  it('have detectors of their own, the same at every start', () => {
    const detectors = builtInRules.map(rule => toDetectionRule(rule).detectorId);
    assert.equal(new Set(detectors).size, builtInRules.length);
    assert.deepEqual(
      detectors,
      builtInRules.map(rule => toDetectionRule(rule).detectorId),
    );
    for (const id of detectors)
      assert.match(id, /^[0-9a-f]{8}-[0-9a-f]{4}-5[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
  });

  it('say what an alert needs', () => {
    for (const rule of builtInRules) {
      assert.ok(severities.includes(rule.severity) && categories.includes(rule.category), rule.id);
      for (const text of [rule.title, rule.description, rule.recommendedActions])
        assert.ok(text.trim(), rule.id);
      assert.ok(rule.techniques.length > 0 || rule.id === 'any/detection-test', rule.id);
      for (const technique of rule.techniques) assert.match(technique, /^T\d{4}(\.\d{3})?$/, rule.id);
    }
    assert.equal(new Set(builtInRules.map(({ title }) => title)).size, builtInRules.length);
  });

  it('bind, return what names an event, and read what they are thought to read', async () => {
    for (const rule of builtInRules) {
      const prepared = await hunting.prepare(tenant, rule.query);
      assert.ok(prepared.ok, `${rule.id}: ${prepared.ok ? '' : prepared.error.message}`);
      const columns = new Set(prepared.value.columns.map(({ name }) => name));
      for (const column of IDENTITY_COLUMNS) assert.ok(columns.has(column), `${rule.id} lacks ${column}`);
      for (const column of Object.values(rule.entities))
        assert.ok(columns.has(column), `${rule.id} lacks ${column}`);
      const { tables, eventWise } = prepareBuiltIn(rule);
      assert.deepEqual([prepared.value.tables, prepared.value.eventWise], [tables, eventWise], rule.id);
      assert.ok(
        tables.every(table => huntingTables.has(table)),
        rule.id,
      );
    }
  });

  it('name techniques that ATT&CK has', t => {
    const file = join(recordingsFolder() ?? '', 'attack', 'attack-enterprise-techniques.json');
    if (!existsSync(file)) return t.skip('recordings are not here (VAKT_TEST_DATA)');
    const { techniques } = JSON.parse(readFileSync(file, 'utf8')) as { techniques: readonly Technique[] };
    const live = new Set(
      techniques.filter(({ revoked, deprecated }) => !revoked && !deprecated).map(({ id }) => id),
    );
    for (const rule of builtInRules)
      for (const technique of rule.techniques) assert.ok(live.has(technique), `${rule.id}: ${technique}`);
  });
});
