import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { createHash, randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { readFileSync, realpathSync } from 'node:fs';
import { type AddressInfo, connect, createServer } from 'node:net';
import { join } from 'node:path';
import { describe, it, type TestContext } from 'node:test';
import { systemClock } from '@vakt/contract/clock';
import { systemEntropy } from '@vakt/contract/entropy';
import { type CaptureMethod, captureMethods } from '../src/capture/kernel-event.ts';
import { startSensor } from '../src/sensor.ts';
import { type IntakeServer, startIntake } from './support/intake-server.ts';

const sensorOn = (intake: IntakeServer, methods: readonly CaptureMethod[]) =>
  startSensor({
    url: intake.url,
    caFile: intake.caFile,
    stateDir: join(intake.folder, 'state'),
    enrolmentKeyFile: intake.keyFile,
    methods,
    log: () => {},
    clock: systemClock,
    entropy: systemEntropy,
  });

const startOrSkip = async (t: TestContext, intake: IntakeServer, method: CaptureMethod) => {
  try {
    return await sensorOn(intake, [method]);
  } catch (error) {
    t.skip(`not here: ${String(error)}`);
    return undefined;
  }
};

describe('a sensor on this machine', {
  skip: process.platform !== 'linux' && 'only Linux is watched',
}, () => {
  for (const method of captureMethods) {
    it(`reports a process that starts, by ${method}`, { timeout: 90_000 }, async t => {
      const intake = await startIntake();
      const sensor = await startOrSkip(t, intake, method);
      t.after(async () => {
        await sensor?.stop();
        await intake.close();
      });
      if (!sensor) return;
      const marker = randomUUID();
      const child = spawn('/bin/sh', ['-c', 'read line', marker], { stdio: ['pipe', 'ignore', 'ignore'] });
      t.after(() => child.kill());
      const begun = performance.now();
      const { properties, category } = await intake.find(
        ({ properties: row }) =>
          String(row.ProcessCommandLine).includes(marker) && row.ProcessId === child.pid,
      );
      assert.ok(performance.now() - begun < 5000);
      assert.equal(category, 'AdvancedHunting-DeviceProcessEvents');
      assert.equal(properties.ActionType, 'ProcessCreated');
      assert.equal(properties.ProcessCommandLine, `/bin/sh -c 'read line' ${marker}`);
      assert.equal(properties.SHA256, createHash('sha256').update(readFileSync('/bin/sh')).digest('hex'));
      assert.equal(properties.FolderPath, realpathSync('/bin/sh'));
      assert.equal(properties.InitiatingProcessId, process.pid);
      assert.equal(properties.DeviceId, sensor.deviceId);
      child.stdin.end('done\n');
      await once(child, 'exit');
    });
  }

  for (const method of ['tracefs', 'poll'] as const) {
    it(`reports a listener and both ends of a connection, by ${method}`, { timeout: 90_000 }, async t => {
      const intake = await startIntake();
      const sensor = await startOrSkip(t, intake, method);
      t.after(async () => {
        await sensor?.stop();
        await intake.close();
      });
      if (!sensor) return;
      const server = createServer().listen(0, '127.0.0.1');
      t.after(() => server.close());
      await once(server, 'listening');
      const { port } = server.address() as AddressInfo;
      const client = connect(port, '127.0.0.1');
      t.after(() => client.destroy());
      await once(client, 'connect');
      const { localPort } = client;
      const ends = [
        ['ListeningConnectionCreated', port, undefined],
        ['ConnectionSuccess', localPort, port],
        ['InboundConnectionAccepted', port, localPort],
      ] as const;
      for (const [action, local, remote] of ends) {
        const { properties } = await intake.find(
          ({ properties: row }) =>
            row.ActionType === action && row.LocalPort === local && row.RemotePort === remote,
        );
        assert.equal(properties.InitiatingProcessId, process.pid);
        assert.equal(properties.LocalIP, '127.0.0.1');
        assert.equal(properties.LocalIPType, 'Loopback');
        assert.equal(properties.Protocol, 'Tcp');
      }
    });
  }
});
