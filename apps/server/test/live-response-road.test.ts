import assert from 'node:assert/strict';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { hostname } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { type Responder, startResponder } from './responder.ts';
import { eventually } from './road.ts';

const onLinux = { skip: process.platform !== 'linux' && 'the sensor watches Linux alone', timeout: 240_000 };

interface Session {
  readonly id: string;
  readonly status: string;
  readonly failureReason: string | null;
  readonly requestor: string;
  readonly commands: readonly { readonly commandStatus: string; readonly errors: readonly string[] }[];
}

const SCRIPT = '#!/bin/sh\ncat words.txt; hostname; echo "$1" >&2; exit 7\n';

describe('live response, with this machine’s own sensor', onLinux, () => {
  let road: Responder;
  let graphToken: string;

  before(async () => {
    road = await startResponder();
    graphToken = await road.vakt.administratorToken('https://graph.microsoft.com/.default');
  });
  after(() => road.vakt.close());

  const send = async (name: string, content: string) => {
    const form = new FormData();
    form.set('file', new File([content], name));
    const encoded = new Response(form);
    return road.vakt.call('/api/libraryfiles', {
      token: road.token,
      method: 'POST',
      headers: { 'content-type': encoded.headers.get('content-type') ?? '' },
      raw: await encoded.text(),
    });
  };
  const upload = async (name: string, content: string): Promise<void> => {
    const { status, text } = await send(name, content);
    assert.equal(status, 200, text);
  };
  const allow = async (settings: object): Promise<void> => {
    const { status, text } = await road.vakt.call('/vakt/v1/settings', {
      token: graphToken,
      method: 'PATCH',
      json: settings,
    });
    assert.equal(status, 200, text);
  };
  const ask = (commands: readonly object[]) =>
    road.vakt.call(`/API/machines/${road.machineId}/runliveresponse`, {
      token: road.token,
      json: { Commands: commands, Comment: 'road' },
    });
  const resultOf = async (id: string, index: number): Promise<string> => {
    const path = `/api/machineactions/${id}/GetLiveResponseResultDownloadLink(index=${index})`;
    const link = new URL((await road.read<{ value: string }>(path)).value);
    assert.equal(link.origin, road.vakt.ready.url);
    return (await road.vakt.call(link.pathname + link.search)).text;
  };

  const runScript = (args: string) => ({
    type: 'RunScript',
    params: [
      { key: 'ScriptName', value: 'look.sh' },
      { key: 'Args', value: args },
    ],
  });
  const getFile = (path: string) => ({ type: 'GetFile', params: [{ key: 'Path', value: path }] });

  it('is off until an administrator switches it on, and scripts separately', async () => {
    await upload('look.sh', SCRIPT);
    await upload('words.txt', 'from the library\n');
    const off = await ask([getFile('/etc/hostname')]);
    assert.equal(off.status, 403, off.text);
    assert.match(off.text, /"DisabledFeature".*vakt tenant settings set --live-response on/);
    await allow({ liveResponse: true });
    assert.match((await ask([runScript('')])).text, /"DisabledFeature".*--unsigned-scripts on/);
    await allow({ liveResponseUnsignedScripts: true });
  });

  it('takes files of up to 20 MB, and no body that is larger', async () => {
    await upload('large.bin', 'x'.repeat(2 * 1_048_576));
    const refused = await send('larger.bin', 'x'.repeat(21 * 1_048_576));
    assert.equal(refused.status, 413, refused.text);
    assert.equal(refused.json<{ error: { code: string } }>().error.code, 'RequestEntityTooLarge');
  });

  it('puts a file, runs a script and gets a file', async () => {
    const file = join(road.vakt.folder, 'evidence.bin');
    writeFileSync(file, 'evidence');
    const put = { type: 'PutFile', params: [{ key: 'FileName', value: 'words.txt' }] };
    const begun = await ask([put, runScript("'one word'"), getFile(file)]);
    assert.equal(begun.status, 201, begun.text);
    const session = await road.ended<Session>(begun.json<Session>().id);
    assert.deepEqual([session.status, session.failureReason], ['Succeeded', null]);
    assert.deepEqual(
      session.commands.map(({ commandStatus }) => commandStatus),
      ['Completed', 'Completed', 'Completed'],
    );
    assert.equal(session.requestor, road.vakt.demo['VAKT_USERNAME']);
    assert.deepEqual(JSON.parse(await resultOf(session.id, 1)), {
      script_name: 'look.sh',
      exit_code: 7,
      script_output: `from the library\n${hostname()}\n`,
      script_errors: 'one word\n',
    });
    assert.equal(await resultOf(session.id, 2), 'evidence');
  });

  it('ends at the first command that fails, and says why', async () => {
    const begun = await ask([getFile('/no/such/file'), getFile('/etc/hostname')]);
    const session = await road.ended<Session>(begun.json<Session>().id);
    assert.equal(session.status, 'Failed');
    assert.deepEqual(
      session.commands.map(({ commandStatus, errors }) => [commandStatus, errors]),
      [
        ['Failed', ['/no/such/file: there is no such file']],
        ['Created', []],
      ],
    );
  });

  it('ends a script that runs when its session is cancelled', async () => {
    const note = join(road.vakt.folder, 'pid');
    await upload('wait.sh', 'echo $$ > "$1"; sleep 600');
    const wait = { type: 'RunScript', params: [{ key: 'ScriptName', value: 'wait.sh' }] };
    const { id } = (
      await ask([{ ...wait, params: [...wait.params, { key: 'Args', value: note }] }])
    ).json<Session>();
    const pid = await eventually(
      async () => Number(existsSync(note) && readFileSync(note, 'utf8')) || undefined,
    );
    assert.ok(existsSync(`/proc/${pid}`));
    const cancelled = await road.read<Session>(`/api/machineactions/${id}/cancel`, { Comment: 'enough' });
    assert.equal(cancelled.status, 'Cancelled');
    await eventually(async () => !existsSync(`/proc/${pid}`) || undefined);
  });
});
