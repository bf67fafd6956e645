import assert from 'node:assert/strict';
import { after, describe, it } from 'node:test';
import { systemEntropy } from '@vakt/contract/entropy';
import type { HttpReply, HttpRequest } from '@vakt/contract/http';
import type { Principal } from '@vakt/contract/principal';
import { fail, ok } from '@vakt/contract/result';
import { createQueryEditor, type QueryEditor } from '@vakt/hunting/editor/editor';
import { editorRoutes } from '../src/advanced-hunting/editor-routes.ts';
import { application, ORIGIN, user } from './api.ts';

/** What the tenant keeps. */
const BIG = { name: 'BigFiles', parameters: 'least:long', body: 'DeviceFileEvents | where FileSize > least' };

const HUNTER = application(['AdvancedQuery.Read.All']);

describe('the service of editors', () => {
  const editor = createQueryEditor();
  after(() => editor.close());

  const ask = (
    about: string,
    body: unknown,
    as: Principal | undefined = HUNTER,
    service: Pick<QueryEditor, 'ask'> = editor,
  ): Promise<HttpReply> => {
    const routes = editorRoutes({
      editor: service,
      functionsOf: async () => [BIG],
      entropy: systemEntropy,
      verify: async () =>
        as ? ok(as) : fail({ status: 401, code: 'Unauthorized', message: 'No token.', fault: 'missing' }),
    });
    const route = routes.find(({ path }) => path.endsWith(`/${about}`));
    assert.ok(route);
    const text = typeof body === 'string' ? body : JSON.stringify(body);
    return route.handle({ origin: ORIGIN, headers: {}, body: Buffer.from(text) } as unknown as HttpRequest);
  };

  it('completes, describes and diagnoses', async () => {
    const query = 'DeviceEvents | where ActionT';
    const completed = await ask('completions', { query, position: query.length });
    assert.equal(completed.status, 200);
    assert.deepEqual((completed.body as { items: { label: string }[] }).items[0]?.label, 'ActionType');
    const described = await ask('description', { query: 'DeviceEvents', position: 2 });
    assert.match((described.body as { description: string }).description, /DeviceEvents/);
    const diagnosed = await ask('diagnostics', { query });
    assert.equal((diagnosed.body as { diagnostics: { suggestion?: string }[] }).diagnostics.length, 1);
  });

  it('knows the functions that the tenant keeps', async () => {
    const diagnosed = await ask('diagnostics', { query: 'BigFiles(7) | take 1' });
    assert.deepEqual(diagnosed.body, { diagnostics: [] });
    const completed = await ask('completions', { query: 'BigF', position: 4 });
    assert.equal((completed.body as { items: { text: string }[] }).items[0]?.text, 'BigFiles(');
  });

  it('helps a user who may hunt through any door', async () => {
    for (const scope of ['AdvancedQuery.Read', 'AdvancedHunting.Read', 'ThreatHunting.Read.All'])
      assert.equal((await ask('diagnostics', { query: 'DeviceEvents' }, user([scope]))).status, 200);
  });

  it('takes a position behind the end for the end', async () => {
    assert.equal((await ask('description', { query: 'DeviceEvents', position: 9_999 })).status, 200);
  });

  it('refuses who may not hunt, and who does not say who it is', async () => {
    assert.equal((await ask('diagnostics', { query: 'x' }, application(['Alert.Read.All']))).status, 403);
    const routes = editorRoutes({
      editor,
      functionsOf: async () => [],
      entropy: systemEntropy,
      verify: async () => fail({ status: 401, code: 'Unauthorized', message: 'No token.', fault: 'missing' }),
    });
    const replies = await Promise.all(
      routes.map(({ handle }) =>
        handle({ origin: ORIGIN, headers: {}, body: Buffer.from('{}') } as unknown as HttpRequest),
      ),
    );
    assert.deepEqual(
      replies.map(({ status }) => status),
      [401, 401, 401],
    );
  });

  it('answers bad bodies with a 400', async () => {
    for (const body of [
      '',
      'x',
      '[]',
      {},
      { query: 7 },
      { query: 'x', position: -1 },
      { query: 'x', position: 1.5 },
    ])
      assert.equal((await ask('completions', body)).status, 400, JSON.stringify(body));
  });

  it('says when there are too many questions', async () => {
    const reply = await ask('diagnostics', { query: 'x' }, HUNTER, { ask: async () => 'busy' });
    assert.equal(reply.status, 503);
    assert.equal(reply.headers?.['retry-after'], '1');
  });
});
