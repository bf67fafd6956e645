import assert from 'node:assert/strict';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import { importRecording, recordingsFolder } from '@vakt/testing/recordings';
import { builtInRules } from '../src/built-in-rules.ts';
import type { ImportRunReport } from '../src/import-run.ts';
import { newTenant, withDetection } from './vakt-with-detection.ts';

interface Recording {
  readonly file: string;
  readonly label: { readonly techniques: readonly string[] } | null;
}

/** Of the labelled recordings, how many must raise an alert that names a technique of their label. */
const FLOOR = 20;

const folder = join(recordingsFolder() ?? '', 'windows-attack-events');

/** A rule that names a technique speaks of its sub-techniques too, and the other way round. */
const isRelated = (one: string, other: string): boolean =>
  one === other || one.startsWith(`${other}.`) || other.startsWith(`${one}.`);

const firedIn = ({ rules }: ImportRunReport) => rules.filter(({ newAlerts }) => newAlerts > 0);

const namesLabel = (label: Recording['label'], report: ImportRunReport): boolean =>
  firedIn(report).some(({ techniques }) =>
    techniques.some(technique => label?.techniques.some(labelled => isRelated(technique, labelled))),
  );

const describeRun = ({ file, label }: Recording, report: ImportRunReport): string => {
  const verdict = label ? (namesLabel(label, report) ? 'named' : 'NOT NAMED') : 'no label';
  const rules = firedIn(report).map(({ ruleKey, newAlerts }) => `${ruleKey} ${newAlerts}`);
  return [file, label?.techniques.join(' ') ?? '', verdict, rules.join(', ')].join(' | ');
};

describe('the built-in rules over recorded attacks', () => {
  it('raise what the recordings were labelled with', async t => {
    if (!existsSync(folder)) return t.skip('recordings are not here (VAKT_TEST_DATA)');
    const recordings = JSON.parse(readFileSync(join(folder, 'index.json'), 'utf8')) as Recording[];
    await using fixture = await withDetection();
    const detection = fixture.start({ builtInRules });
    let named = 0;
    for (const recording of recordings) {
      const tenant = newTenant();
      await importRecording(fixture.lake, tenant, [join(folder, recording.file)], 'recording');
      const report = await detection.runOverImport(tenant, 'recording');
      t.diagnostic(describeRun(recording, report));
      assert.deepEqual(
        report.rules.filter(({ status }) => status === 'failed'),
        [],
        recording.file,
      );
      assert.ok(firedIn(report).length > 0, `${recording.file} raised nothing`);
      if (namesLabel(recording.label, report)) named += 1;
    }
    const labelled = recordings.filter(({ label }) => label).length;
    t.diagnostic(`${named} of ${labelled} labelled recordings raised a technique of their label`);
    assert.ok(named >= FLOOR, `${named} of ${labelled}`);
  });
});
