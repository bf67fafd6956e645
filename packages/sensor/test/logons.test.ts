import assert from 'node:assert/strict';
import { appendFileSync, mkdtempSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, it, type TestContext } from 'node:test';
import fc from 'fast-check';
import { logonOf, parseAuthLine, parseJournalLine } from '../src/logon/auth-log.ts';
import { LogonWatch } from '../src/logon/logon-watch.ts';
import { Tail } from '../src/logon/tail.ts';
import { parseUtmp, utmpLayout } from '../src/logon/utmp.ts';

const NOW_MS = Date.UTC(2026, 10, 21, 5, 0, 0);
const NOW_S = NOW_MS / 1000;

interface Login {
  readonly type?: number;
  readonly user?: string;
  readonly host?: string;
  readonly address?: readonly number[];
  readonly seconds?: number;
}

/** An entry as x86-64 lays it out. */
const narrowEntry = ({ type = 7, user = 'ada', host = '', address = [], seconds = NOW_S }: Login): Buffer => {
  const entry = Buffer.alloc(384);
  entry.writeInt16LE(type, 0);
  entry.writeInt32LE(4242, 4);
  entry.write('pts/0', 8);
  entry.write(user, 44);
  entry.write(host, 76);
  entry.writeUInt32LE(seconds, 340);
  entry.writeInt32LE(250_000, 344);
  entry.set(address, 348);
  return entry;
};

describe('utmp entries', () => {
  it('are read in the layout of x86-64', () => {
    const bytes = narrowEntry({ host: 'laptop.example', address: [10, 0, 0, 7] });
    assert.deepEqual(parseUtmp(bytes, utmpLayout('x64')), [
      {
        type: 7,
        pid: 4242,
        line: 'pts/0',
        user: 'ada',
        host: 'laptop.example',
        address: '10.0.0.7',
        time: BigInt(NOW_S) * 1_000_000_000n + 250_000_000n,
      },
    ]);
  });

  it('are read in the wider layout of arm64', () => {
    const entry = Buffer.alloc(400);
    entry.writeInt16LE(7, 0);
    entry.write('grace', 44);
    entry.writeBigInt64LE(BigInt(NOW_S), 344);
    entry.writeBigInt64LE(1n, 352);
    entry.set([0x20, 0x01, 0x0d, 0xb8, ...Array.from({ length: 11 }, () => 0), 1], 360);
    const [read] = parseUtmp(entry, utmpLayout('arm64'));
    assert.equal(read?.user, 'grace');
    assert.equal(read?.address, '2001:db8::1');
    assert.equal(read?.time, BigInt(NOW_S) * 1_000_000_000n + 1000n);
  });

  it('are as many as are whole, whatever the bytes', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 1200 }), bytes => {
        const entries = parseUtmp(Buffer.from(bytes), utmpLayout('x64'));
        assert.equal(entries.length, Math.floor(bytes.length / 384));
      }),
    );
  });
});

const SSHD = 'Nov 21 04:59:58 host sshd[812]: ';

describe('a line of the log of authentication', () => {
  it('tells of an accepted ssh logon', () => {
    const line = `${SSHD}Accepted publickey for ada from 10.0.0.7 port 50022 ssh2: ED25519 SHA256:abc`;
    const message = parseAuthLine(line, NOW_MS);
    const logon = message && logonOf(message);
    assert.equal(logon?.isSuccess, true);
    assert.equal(logon?.user, 'ada');
    assert.equal(logon?.address, '10.0.0.7');
    assert.equal(logon?.port, 50_022);
    assert.equal(logon?.pid, 812);
    assert.deepEqual(logon?.details, { AuthenticationMethod: 'publickey', IsUnknownUser: undefined });
  });

  it('tells of a refused one by its last "from": a user name may look like an address', () => {
    const line = `${SSHD}Failed password for invalid user root from 1.1.1.1 port 1 from 10.0.0.9 port 50023 ssh2`;
    const message = parseAuthLine(line, NOW_MS);
    const logon = message && logonOf(message);
    assert.equal(logon?.isSuccess, false);
    assert.equal(logon?.user, 'root from 1.1.1.1 port 1');
    assert.equal(logon?.address, '10.0.0.9');
    assert.equal(logon?.details.IsUnknownUser, true);
  });

  it('tells of su', () => {
    const logons = ['(to root) ada on pts/0', 'FAILED SU (to root) eve on pts/1'].map(text => {
      const message = parseAuthLine(`2026-11-21T05:00:00.000000+00:00 host su[3]: ${text}`, NOW_MS);
      return message && logonOf(message);
    });
    assert.deepEqual(
      logons.map(logon => [logon?.isSuccess, logon?.user, logon?.details.RequestingUser]),
      [
        [true, 'root', 'ada'],
        [false, 'root', 'eve'],
      ],
    );
  });

  it('from another program tells of none', () => {
    const message = parseAuthLine(
      `Nov 21 04:59:58 host cron[1]: Accepted password for a from b port 1 ssh2`,
      NOW_MS,
    );
    assert.equal(message && logonOf(message), undefined);
  });

  it('never stops the sensor, whatever it says', () => {
    fc.assert(
      fc.property(fc.string(), text => {
        const messages = [
          parseAuthLine(text, NOW_MS),
          parseAuthLine(SSHD + text, NOW_MS),
          parseJournalLine(text),
        ];
        for (const message of messages) if (message) logonOf(message);
      }),
    );
  });

  it('comes from the journal, too', () => {
    const message = parseJournalLine(
      '{"__REALTIME_TIMESTAMP":"1795000000123456","SYSLOG_IDENTIFIER":"sshd","_PID":"9","MESSAGE":"Accepted password for ada from ::1 port 2 ssh2"}',
    );
    assert.equal(message?.time, 1_795_000_000_123_456_000n);
    assert.equal(message && logonOf(message)?.address, '::1');
  });
});

const setUp = (t: TestContext) => {
  const folder = mkdtempSync(join(tmpdir(), 'vakt-logon-'));
  t.after(() => rmSync(folder, { recursive: true, force: true }));
  const files = {
    wtmp: join(folder, 'wtmp'),
    btmp: join(folder, 'btmp'),
    authLogs: [join(folder, 'auth.log')],
  };
  const open = (positions = {}) => new LogonWatch({ now: () => NOW_MS }, positions, files);
  return { folder, files, open };
};

describe('watching logons', { skip: process.arch !== 'x64' && 'the entries are those of x86-64' }, () => {
  it('tells of each entry once, over restarts', t => {
    const { files, open } = setUp(t);
    writeFileSync(files.wtmp, Buffer.concat([narrowEntry({ user: 'one' }), narrowEntry({ type: 8 })]));
    writeFileSync(files.btmp, narrowEntry({ user: 'mallory', host: '10.9.9.9', type: 6 }));
    const watch = open();
    assert.deepEqual(
      watch.next().map(({ user, isSuccess, logonType, address }) => [user, isSuccess, logonType, address]),
      [
        ['one', true, 'Interactive', ''],
        ['mallory', false, 'RemoteInteractive', '10.9.9.9'],
      ],
    );
    appendFileSync(files.wtmp, narrowEntry({ user: 'two' }));
    const later = open(watch.positions());
    assert.deepEqual(
      later.next().map(({ user }) => user),
      ['two'],
    );
    assert.deepEqual(later.next(), []);
  });

  it('leaves out what is long past', t => {
    const { files, open } = setUp(t);
    writeFileSync(files.wtmp, narrowEntry({ seconds: NOW_S - 60 * 24 * 3600 }));
    assert.deepEqual(open().next(), []);
  });

  it('takes remote logons from the log where there is one', t => {
    const { files, open } = setUp(t);
    const [authLog = ''] = files.authLogs;
    writeFileSync(authLog, `${SSHD}Accepted password for before from 10.0.0.1 port 1 ssh2\n`);
    writeFileSync(files.wtmp, narrowEntry({ user: 'ada', address: [10, 0, 0, 7] }));
    const watch = open();
    assert.deepEqual(watch.next(), []);
    appendFileSync(authLog, `${SSHD}Accepted password for ada from 10.0.0.7 port 5 ssh2\n${SSHD}half a li`);
    assert.deepEqual(
      watch.next().map(({ user }) => user),
      ['ada'],
    );
  });

  it('waits for the rest of an entry, and begins again with a new file', t => {
    const { folder } = setUp(t);
    const file = join(folder, 'log');
    const tail = new Tail(file, undefined);
    assert.equal(tail.read(4).length, 0);
    writeFileSync(file, 'abcdef');
    assert.equal(tail.read(4).toString(), 'abcd');
    appendFileSync(file, 'gh');
    assert.equal(tail.read(4).toString(), 'efgh');
    renameSync(file, `${file}.1`);
    writeFileSync(file, 'new!');
    assert.equal(tail.read(4).toString(), 'new!');
  });
});
