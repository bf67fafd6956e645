import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { test } from 'node:test';
import { type FakeReply, FakeVakt } from './fake-vakt.ts';

/** Command lines of what runs on this machine, as a sensor sees them. */
const commandLines = (): string[] =>
  readdirSync('/proc')
    .filter(name => /^\d+$/.test(name))
    .flatMap(pid => {
      try {
        return [readFileSync(`/proc/${pid}/cmdline`, 'utf8').replaceAll('\0', ' ').trim()];
      } catch {
        return [];
      }
    });

const alertsOf = (lines: readonly string[]): FakeReply => ({
  json: {
    value: lines.map((processCommandLine, index) => ({
      id: `da${index}`,
      title: 'Detection test',
      evidence: [{ entityType: 'Process', processCommandLine }],
    })),
  },
});

const isLinux = process.platform === 'linux';

test('vakt detection-test runs a process that can be seen, and shows its own alert', {
  skip: !isLinux,
}, async () => {
  await using fake = await FakeVakt.start({
    'GET /api/alerts': () => {
      const marked = commandLines().filter(line =>
        /^\/bin\/sh -c sleep \d+; : vakt-detection-test /.test(line),
      );
      return alertsOf(['/bin/sh -c sleep 5; : vakt-detection-test another-run', ...marked]);
    },
  });
  const { code, stdout, stderr } = await fake.run(['detection-test']);
  assert.equal(code, 0, stderr);
  assert.match(stdout, /^alert\tda[1-9]/);
  assert.match(stderr, /Process \d+ ran with the mark vakt-detection-test [0-9a-f]{12}/);
  assert.equal(fake.seen[0]?.query.get('$expand'), 'evidence');
});

test('vakt detection-test says what to check when no alert comes', async () => {
  await using fake = await FakeVakt.start({ 'GET /api/alerts': () => alertsOf([]) });
  const { code, stderr } = await fake.run(['detection-test', '--wait', '1']);
  assert.equal(code, 1);
  assert.match(
    stderr,
    /No alert came within 1 s[\s\S]*vakt machines list[\s\S]*vakt hunt 'DeviceProcessEvents/,
  );
});
