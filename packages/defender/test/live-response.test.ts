import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { after, afterEach, before, describe, it } from 'node:test';
import { nowTicks } from '@vakt/contract/ticks';
import type { Database } from '@vakt/store/database';
import { createDeviceGroup, deleteDeviceGroup } from '@vakt/store/device-groups';
import { changeOpenMachineAction, findMachineAction } from '@vakt/store/machine-actions';
import { changeTenantSettings } from '@vakt/store/tenant-settings';
import { newMachineAction } from '@vakt/testing/machine-action';
import { type TestStore, withTestStore } from '@vakt/testing/store';
import type { Kysely } from 'kysely';
import { type Answer, application, ORIGIN, OTHER_TENANT, TENANT, TestApi, user } from './api.ts';
import { addEndedSession, addLibraryFile, allowLiveResponse } from './live-response-records.ts';
import { addDevices, deviceId } from './records.ts';

const responder = application(['Machine.LiveResponse']);
const reader = application(['Machine.Read.All']);
const MINUTE_MS = 60_000;

const runScript = (name = 'look.sh', ...more: readonly object[]) => ({
  type: 'RunScript',
  params: [{ key: 'ScriptName', value: name }, ...more],
});
const getFile = { type: 'GetFile', params: [{ key: 'Path', value: '/etc/hosts' }] };

interface Session {
  readonly id: string;
  readonly commands: readonly object[];
}

let test: TestStore;
let api: TestApi;
let db: Kysely<Database>;

before(async () => {
  test = await withTestStore();
  api = new TestApi(test.store);
  db = test.store.tenant(TENANT);
});
after(() => test.close());

describe('live response', () => {
  before(async () => {
    await addDevices(db, {}, {});
    await allowLiveResponse(db);
    await addLibraryFile(db, 'look.sh');
  });
  // Ten calls a minute are allowed, and a device has one session.
  afterEach(async () => {
    api.now += MINUTE_MS;
    await allowLiveResponse(db);
    await db.deleteFrom('machine_actions').execute();
  });

  const run = (Commands: unknown, { as = responder, id = deviceId('0'), more = {} } = {}): Promise<Answer> =>
    api.call(`/api/machines/${id}/runliveresponse`, {
      method: 'POST',
      as,
      body: { Commands, Comment: 'test', ...more },
    });

  it('is refused on devices whose group has no automated remediation level', async () => {
    const conditions = [{ property: 'name', operator: 'startsWith', value: 'host1' }] as const;
    const draft = { name: 'Quiet', description: '', remediationLevel: 'none', conditions } as const;
    const made = await createDeviceGroup(db, draft);
    const refused = await run([getFile], { id: deviceId('1') });
    assert.deepEqual([refused.status, refused.error.code], [400, 'BadRequest']);
    assert.match(refused.error.message, /Quiet.*remediation level/);
    assert.ok(made.kind === 'saved');
    await deleteDeviceGroup(db, made.group.group_id);
    assert.equal((await run([getFile], { id: deviceId('1') })).status, 201);
  });

  it('waits for its device with the commands as they were asked for', async () => {
    const commands = [runScript('look.sh', { key: 'Args', value: "-v 'a b'" }), getFile];
    const answer = await run(commands);
    assert.equal(answer.status, 201, answer.text);
    const session = answer.json<Session & Record<string, unknown>>();
    assert.equal(session['@odata.context'], `${ORIGIN}/api/$metadata#MachineActions/$entity`);
    assert.deepEqual(
      [session['type'], session['status'], session['requestor']],
      ['LiveResponse', 'Pending', 'Collector'],
    );
    assert.deepEqual(
      session.commands,
      commands.map((command, index) => ({
        index,
        startTime: null,
        endTime: null,
        commandStatus: 'Created',
        errors: [],
        command,
      })),
    );
  });

  it('remembers which content was meant, and tells nobody', async () => {
    const { id, commands } = (await run([runScript()])).json<Session>();
    assert.doesNotMatch(JSON.stringify(commands), /sha256/);
    const stored = await findMachineAction(db, id);
    assert.match(stored?.commands[0]?.sha256 ?? '', /^[0-9a-f]{64}$/);
  });

  it('is one session a device at a time', async () => {
    const { id } = (await run([getFile])).json<Session>();
    const second = await run([getFile]);
    assert.deepEqual([second.status, second.error.code], [400, 'ActiveRequestAlreadyExists']);
    assert.equal((await run([getFile], { id: deviceId('1') })).status, 201);
    await changeOpenMachineAction(db, id, { status: 'Cancelled' });
    assert.equal((await run([getFile])).status, 201);
  });

  it('is fifty sessions a tenant at a time', async () => {
    for (let other = 0; other < 50; other += 1)
      await db
        .insertInto('machine_actions')
        .values(
          newMachineAction({
            type: 'LiveResponse',
            status: other % 2 === 0 ? 'Pending' : 'InProgress',
            machine_id: `device ${other}`,
            created_ticks: nowTicks(api.clock),
          }),
        )
        .execute();
    const refused = await run([getFile]);
    assert.equal(refused.status, 429, refused.text);
    assert.match(refused.error.message, /50 live response sessions/);
    assert.ok(Number(refused.headers['retry-after']) > 0);
    await db
      .updateTable('machine_actions')
      .set({ status: 'Failed' })
      .where('machine_id', '=', 'device 7')
      .execute();
    assert.equal((await run([getFile])).status, 201);
  });

  it('is given up after three days without the device', async () => {
    const { id } = (await run([getFile])).json<Session>();
    api.now += 3 * 24 * 60 * MINUTE_MS + 1;
    const answer = await api.call(`/api/machineactions/${id}`, { as: reader });
    assert.equal(answer.json()['status'], 'TimeOut');
  });

  it('is off until the tenant’s settings switch it on', async () => {
    await changeTenantSettings(db, { liveResponse: false });
    const refused = await run([getFile]);
    assert.deepEqual([refused.status, refused.error.code], [403, 'DisabledFeature']);
    assert.match(refused.error.message, /vakt tenant settings set --live-response on/);
    const explained = api.refused.at(-1);
    assert.equal(explained?.step, 'call');
    assert.deepEqual(explained.commands, ['vakt tenant settings set --live-response on']);
  });

  it('runs no script while unsigned ones are off', async () => {
    await changeTenantSettings(db, { liveResponseUnsignedScripts: false });
    const refused = await run([getFile, runScript()]);
    assert.deepEqual([refused.status, refused.error.code], [403, 'DisabledFeature']);
    assert.match(refused.error.message, /vakt tenant settings set --unsigned-scripts on/);
    assert.equal((await run([getFile])).status, 201);
  });

  it('takes no commands that make no sense', async () => {
    const path = { key: 'Path', value: '/etc/hosts' };
    for (const [commands, code, words] of [
      [[], 'InvalidRequestBody', /Commands/],
      [[{ type: 'Format', params: [] }], 'InvalidRequestBody', /PutFile, RunScript, GetFile/],
      [Array.from({ length: 51 }, () => getFile), 'InvalidRequestBody', /Commands/],
      [[{ type: 'GetFile', params: [] }], 'InvalidInput', /Commands\[0\] \(GetFile\) needs the param Path/],
      [[{ type: 'GetFile', params: [path, path] }], 'InvalidInput', /each at most once/],
      [
        [{ type: 'GetFile', params: [path, { key: 'Depth', value: '1' }] }],
        'InvalidInput',
        /takes the params Path/,
      ],
      [[getFile, runScript('other.sh')], 'InvalidInput', /Commands\[1\] names the file other\.sh/],
      [[runScript('../look.sh')], 'InvalidInput', /does not have/],
      [[runScript('look.sh', { key: 'Args', value: 'a\0b' })], 'InvalidInput', /no text/],
    ] as const) {
      const answer = await run(commands);
      assert.deepEqual([answer.status, answer.error.code], [400, code], answer.text);
      assert.match(answer.error.message, words);
    }
  });

  it('reaches no other tenant’s device or file', async () => {
    const stranger = application(['Machine.LiveResponse'], { tenantId: OTHER_TENANT });
    assert.equal((await run([getFile], { as: stranger })).status, 404);
    const other = test.store.tenant(OTHER_TENANT);
    await addLibraryFile(other, 'theirs.sh');
    assert.equal((await run([runScript('theirs.sh')])).status, 400);
  });

  it('needs Plan 2', async () => {
    api.plan = 'Plan1';
    const refused = await run([getFile]);
    api.plan = 'XDR';
    assert.deepEqual([refused.status, refused.error.code], [403, 'DisabledFeature']);
  });
});

describe('the result of a live response command', () => {
  const ask = (id: string, index: number | string, as = reader) =>
    api.call(`/api/machineactions/${id}/GetLiveResponseResultDownloadLink(index=${index})`, { as });
  /** The path and query of a link to a result. */
  const linkTo = async (id: string): Promise<string> => {
    const answer = await ask(id, 0);
    assert.equal(answer.status, 200, answer.text);
    const { value } = answer.json<{ value: string }>();
    assert.ok(value.startsWith(`${ORIGIN}/safedownload/`), value);
    return value.slice(ORIGIN.length);
  };

  it('is opened by a link for thirty minutes, without a token', async () => {
    const id = await addEndedSession(db, { fileName: 'hosts', content: '127.0.0.1' });
    const link = await linkTo(id);
    const { status, headers, text } = await api.call(link);
    assert.deepEqual([status, JSON.parse(text).data], [200, [...Buffer.from('127.0.0.1')]]);
    assert.equal(headers['content-type'], 'application/octet-stream');
    assert.equal(headers['x-content-type-options'], 'nosniff');
    api.now += 29 * MINUTE_MS;
    assert.equal((await api.call(link)).status, 200);
    api.now += MINUTE_MS;
    assert.equal((await api.call(link)).status, 403);
    assert.equal((await api.call(await linkTo(id))).status, 200, 'a new link needs no new session');
  });

  it('has a name that cannot end the header', async () => {
    const id = await addEndedSession(db, { fileName: 'a\r\nset-cookie: x=1";\'.json', content: '{}' });
    const { headers } = await api.call(await linkTo(id));
    assert.equal(
      headers['content-disposition'],
      "attachment; filename*=UTF-8''a%0D%0Aset-cookie%3A%20x%3D1%22%3B%27.json",
    );
    assert.equal(headers['content-type'], 'application/json');
  });

  it('is opened by no link that was changed, nor by one to something else', async () => {
    const link = await linkTo(await addEndedSession(db, { fileName: 'hosts', content: 'x' }));
    const token = new URL(link, ORIGIN).searchParams.get('token') ?? '';
    const packageId = randomUUID();
    api.packages.set(packageId, Buffer.from('PK'));
    for (const forged of [
      '',
      `${token}x`,
      token.replace(TENANT, OTHER_TENANT),
      token.replace('~0.', '~1.'),
      token.replace(/\.(\d+)\./, (_, at: string) => `.${Number(at) + 1}.`),
    ])
      assert.equal((await api.call(`/safedownload/LiveResponseResult?token=${forged}`)).status, 403, forged);
    const other = `/safedownload/WDATP_Investigation_Package.zip?token=${token}`;
    assert.equal((await api.call(other)).status, 403);
  });

  it('is there for commands that have ended and gave something', async () => {
    const id = await addEndedSession(db, { fileName: 'hosts', content: 'x' });
    for (const index of [1, 999]) assert.match((await ask(id, index)).error.message, /no such command/);
    for (const index of ['', '-1', 'x', '1.5', '99999'])
      assert.deepEqual((await ask(id, index)).status, 400, index);
    await db.deleteFrom('live_response_results').execute();
    const gone = await ask(id, 0);
    assert.deepEqual([gone.status, gone.error.code], [404, 'ResourceNotFound']);
  });

  it('is nothing to another tenant', async () => {
    const id = await addEndedSession(db, { fileName: 'hosts', content: 'x' });
    const stranger = application(['Machine.Read.All'], { tenantId: OTHER_TENANT });
    assert.equal((await ask(id, 0, stranger)).status, 404);
    assert.equal((await ask(id, 0, user(['Machine.LiveResponse']) as never)).status, 200);
  });
});
