import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { takeDataDirectory } from '../src/data-directory.ts';

describe('the data directory', () => {
  let folder: string;
  before(() => {
    folder = mkdtempSync(join(tmpdir(), 'vakt-test-data-'));
  });
  after(() => rmSync(folder, { recursive: true, force: true }));

  it('is held by one server, and free again after it', () => {
    const path = join(folder, 'held');
    const first = takeDataDirectory(path);
    assert.throws(
      () => takeDataDirectory(path),
      new RegExp(`Another Vakt \\(process ${process.pid}\\) is running on`),
    );
    first.release();
    takeDataDirectory(path).release();
  });

  it('is free when its holder was killed', async () => {
    const path = join(folder, 'left');
    takeDataDirectory(path).release();
    const holder = spawn(process.execPath, ['-e', 'setInterval(() => {}, 1000)']);
    await once(holder, 'spawn');
    holder.kill('SIGKILL');
    await once(holder, 'exit');
    writeFileSync(join(path, 'lock'), `${holder.pid} 1\n`);
    takeDataDirectory(path).release();
  });

  it('is free when another program has the killed holder’s process number', () => {
    const path = join(folder, 'reused');
    takeDataDirectory(path).release();
    writeFileSync(join(path, 'lock'), `${process.pid} 1\n`);
    takeDataDirectory(path).release();
  });
});
