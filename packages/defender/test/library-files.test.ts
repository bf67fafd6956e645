import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { after, before, beforeEach, describe, it } from 'node:test';
import { LARGEST_LIBRARY_FILE } from '@vakt/contract/operations/library-files';
import { type TestStore, withTestStore } from '@vakt/testing/store';
import fc from 'fast-check';
import { application, ORIGIN, OTHER_TENANT, TENANT, TestApi } from './api.ts';
import { uploadForm } from './live-response-records.ts';

const librarian = application(['Library.Manage']);
const stranger = application(['Library.Manage'], { tenantId: OTHER_TENANT });

interface LibraryFile {
  readonly fileName: string;
  readonly sha256: string;
  readonly creationTime: string;
  readonly lastUpdatedTime: string;
}

describe('the live response library', () => {
  let test: TestStore;
  let api: TestApi;

  before(async () => {
    test = await withTestStore();
    api = new TestApi(test.store);
  });
  after(() => test.close());
  beforeEach(async () => {
    // A hundred calls a minute are allowed.
    api.now += 60_000;
    await test.store.tenant(TENANT).deleteFrom('library_files').execute();
  });

  const upload = (body: unknown, as = librarian) =>
    api.call('/api/libraryfiles', { method: 'POST', as, body });
  const list = async (as = librarian): Promise<LibraryFile[]> =>
    (await api.call('/api/libraryfiles', { as })).json<{ value: LibraryFile[] }>().value;
  const remove = (name: string, as = librarian) =>
    api.call(`/api/libraryfiles/${name}`, { method: 'DELETE', as });

  it('keeps what a form brings, with its hash', async () => {
    const fields = { Description: 'logs', HasParameters: 'True', ParametersDescription: 'a folder' };
    const answer = await upload(uploadForm('collect-logs.sh', fields, 'echo'));
    assert.equal(answer.status, 200, answer.text);
    const file = {
      fileName: 'collect-logs.sh',
      sha256: createHash('sha256').update('echo').digest('hex'),
      description: 'logs',
      creationTime: '2026-11-21T06:01:00.0000000Z',
      lastUpdatedTime: '2026-11-21T06:01:00.0000000Z',
      createdBy: 'Collector',
      hasParameters: true,
      parametersDescription: 'a folder',
    };
    assert.deepEqual(answer.json(), {
      '@odata.context': `${ORIGIN}/api/$metadata#LibraryFiles/$entity`,
      ...file,
    });
    assert.deepEqual(await list(), [file]);
  });

  it('reads the names of parts in any letter case, and takes a path’s last segment', async () => {
    const form = uploadForm(
      'C:\\Users\\ann\\Get-Info.ps1',
      { overrideifexists: '', description: 'x' },
      'x',
      'file',
    );
    assert.equal((await upload(form)).status, 200);
    assert.equal((await list())[0]?.fileName, 'Get-Info.ps1');
  });

  it('reads names without quotes, as a client in wide use writes them', async () => {
    const body = '--b\r\nContent-Disposition: form-data; name=file; filename=a.sh\r\n\r\ntrue\r\n--b--\r\n';
    const answer = await api.call('/api/libraryfiles', {
      method: 'POST',
      as: librarian,
      body,
      headers: { 'content-type': 'multipart/form-data; boundary="b"' },
    });
    assert.equal(answer.status, 200, answer.text);
  });

  it('replaces a file only when it is told to, and remembers its beginning', async () => {
    await upload(uploadForm('a.sh', {}, 'one'));
    const refused = await upload(uploadForm('A.sh', {}, 'two'));
    assert.deepEqual([refused.status, refused.error.code], [400, 'InvalidInput']);
    assert.match(refused.error.message, /OverrideIfExists=true/);
    const [before] = await list();
    api.now += 1_000;
    assert.equal((await upload(uploadForm('A.sh', { OverrideIfExists: 'true' }, 'two'))).status, 200);
    const [file, ...others] = await list();
    assert.deepEqual(others, []);
    assert.equal(file?.creationTime, before?.creationTime);
    assert.ok(String(file?.lastUpdatedTime) > String(before?.lastUpdatedTime));
    assert.equal(file?.sha256, createHash('sha256').update('two').digest('hex'));
  });

  it('forgets a file', async () => {
    await upload(uploadForm('a.sh'));
    assert.equal((await remove('A.SH')).status, 204);
    assert.equal((await remove('a.sh')).status, 404);
    assert.deepEqual(await list(), []);
  });

  it('takes no name that could lead elsewhere', async () => {
    for (const name of ['..', '../', 'a/..', 'a b.sh', 'æ.sh', '.', 'a;b', `${'a'.repeat(256)}`]) {
      const answer = await upload(uploadForm(name));
      assert.equal(answer.status, 400, name);
    }
    for (const name of ['..%2f..%2fetc%2fpasswd', '..', '%00', "'"])
      assert.equal((await remove(name)).status, 404, name);
    assert.deepEqual(await list(), []);
  });

  it('says what is wrong with a form', async () => {
    for (const [body, words] of [
      [{ File: 'x' }, /must be multipart\/form-data/],
      [uploadForm('a.sh', { OverrideIfExists: 'maybe' }), /OverrideIfExists must be true or false/],
      [uploadForm('a.sh', { HasParameters: '__proto__' }), /HasParameters must be true or false/],
      [uploadForm('a.sh', { Description: 'x'.repeat(1_025) }), /Description has more than 1024/],
      [uploadForm('a.sh', {}, 'x', 'Other'), /the part File/],
      [uploadForm('a.sh', {}, new Uint8Array(LARGEST_LIBRARY_FILE + 1)), /more than 20 MB/],
    ] as const) {
      const answer = await upload(body);
      assert.deepEqual([answer.status, answer.error.code], [400, 'InvalidRequestBody'], answer.text);
      assert.match(answer.error.message, words);
    }
  });

  it('is bounded', async () => {
    const db = test.store.tenant(TENANT);
    await upload(uploadForm('a.sh'));
    await db
      .updateTable('library_files')
      .set({ size: 250 * 1_048_576 })
      .execute();
    const refused = await upload(uploadForm('b.sh'));
    assert.equal(refused.status, 400);
    assert.match(refused.error.message, /library is full/);
    const replaced = await upload(uploadForm('a.sh', { OverrideIfExists: 'true' }));
    assert.equal(replaced.status, 200, 'what is replaced makes room');
  });

  it('is each tenant’s own', async () => {
    await upload(uploadForm('a.sh'));
    assert.deepEqual(await list(stranger), []);
    assert.equal((await remove('a.sh', stranger)).status, 404);
    assert.equal((await list()).length, 1);
  });

  it('answers whatever bytes come with a documented failure', async () => {
    const piece = fc.oneof(
      fc.constantFrom(
        '--b\r\n',
        '--b--',
        '\r\n\r\n',
        'Content-Disposition: form-data; name="File"; filename="a.sh"\r\n',
        'Content-Disposition: form-data; name="OverrideIfExists"\r\n',
        'Content-Disposition: form-data; name="File"; filename="../a"\r\n',
        'Content-Transfer-Encoding: base64\r\n',
      ),
      fc.string({ maxLength: 20 }),
    );
    await fc.assert(
      fc.asyncProperty(fc.array(piece, { maxLength: 12 }), async pieces => {
        api.now += 60_000;
        const answer = await api.call('/api/libraryfiles', {
          method: 'POST',
          as: librarian,
          body: pieces.join(''),
          headers: { 'content-type': 'multipart/form-data; boundary=b' },
        });
        assert.ok([200, 400].includes(answer.status), answer.text);
      }),
      { numRuns: 100 },
    );
    assert.deepEqual(api.logged, []);
  });
});
