import assert from 'node:assert/strict';
import { symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import type { TenantId } from '@vakt/contract/ids';
import { type TestLake, withTestLake } from '@vakt/testing/lake';
import { createHuntingEngine, type HuntingEngine } from '../src/engine.ts';
import { checkExternalDataSettings, type ExternalDataSettings } from '../src/external/allowance.ts';
import { ExternalData, type ExternalDataOptions } from '../src/external/external-data.ts';
import { type DocumentServer, folderWith, serveDocuments } from './external-documents.ts';

const tenant = '0b5f0b1a-7a52-4d9c-9f6a-3f6f4f1f0c03' as TenantId;
const clock = { now: () => Date.UTC(2026, 10, 21, 12) };

/** Addresses of names, as a name server may give them. */
const NAMES: Readonly<Record<string, readonly string[]>> = {
  'feeds.test': ['127.0.0.1'],
  'a.feeds.test': ['127.0.0.1'],
  'inside.test': ['10.1.2.3'],
  'both.test': ['93.184.216.34', '169.254.169.254'],
};

const findAddresses: ExternalDataOptions['findAddresses'] = (hostname, answer) => {
  const found = (NAMES[hostname] ?? []).map(address => ({ address, family: 4 }));
  answer(found.length > 0 ? null : new Error('unknown name'), found);
};

const documents: Readonly<Record<string, string>> = {
  '/terms.txt': 'mimikatz\nlsass dump\n',
  '/rows.csv': 'Name,Size\n"a, b",1\nc,2\n',
  '/more.csv': 'Name,Size\nd,3\n',
  '/broken.csv': 'a,1\n"b,2\n',
  '/large.txt': 'x'.repeat(5_000),
  '/bags.json': '[{"Name":"a","Tags":{"k":1}},{"Name":"b"}]',
};

describe('externaldata', () => {
  let lake: TestLake;
  let server: DocumentServer;
  let elsewhere: DocumentServer;
  let engine: HuntingEngine;
  /** What the operator of the moment allows. */
  let allowed: ExternalData;

  before(async () => {
    lake = await withTestLake(clock);
    const externalData: Pick<ExternalData, 'open'> = { open: (...query) => allowed.open(...query) };
    engine = createHuntingEngine({ lake: lake.lake, clock, externalData });
    elsewhere = await serveDocuments(() => 'secret');
    server = await serveDocuments(path => {
      if (path === '/loop') return { status: 302, location: path };
      const [, target] = /^\/to\?(.*)$/.exec(path) ?? [];
      if (target !== undefined) return { status: 302, location: decodeURIComponent(target) };
      return documents[path.split('?')[0] ?? ''] ?? { status: 404 };
    });
    await lake.lake.append(tenant, {
      table: 'DeviceProcessEvents',
      rows: ['run mimikatz now', 'an lsass-dump', 'LSASS dump', 'mimikatzes'].map(ProcessCommandLine => ({
        Timestamp: '2026-11-21T11:00:00Z',
        ProcessCommandLine,
      })),
    });
  });
  after(async () => {
    await engine.close();
    await Promise.all([lake.close(), server.close(), elsewhere.close()]);
  });

  const allowing = (settings: ExternalDataSettings, options: ExternalDataOptions = {}): ExternalData =>
    new ExternalData(settings, { findAddresses, ...options });

  /** The server may be read, which is in a network of the operator's own. */
  const open = (options?: ExternalDataOptions): ExternalData =>
    allowing(
      {
        hosts: ['feeds.test', '*.feeds.test', 'inside.test', 'both.test', '127.0.0.1'].map(
          host => `http://${host}:${server.port}`,
        ),
        networks: ['127.0.0.0/8'],
      },
      options,
    );

  const at = (path: string, host = 'feeds.test'): string => `h@"http://${host}:${server.port}${path}"`;

  const answerOf = async (query: string, settings: ExternalData): Promise<unknown> => {
    allowed = settings;
    const answer = await engine.run(tenant, query);
    return answer.ok ? answer.value.rows : answer.error.message;
  };

  describe('reads', () => {
    for (const [what, query, expected] of [
      [
        'several documents without their heads',
        () =>
          `externaldata(Name:string, Size:long)[${at('/rows.csv')}, ${at('/more.csv')}] with (format="csv", ignoreFirstRecord=True)`,
        [
          ['a, b', 1],
          ['c', 2],
          ['d', 3],
        ],
      ],
      [
        'the format by the name of the document',
        () => `externaldata(Line:string)[${at('/rows.csv?sig=a.txt')}]`,
        [['Name'], ['a, b'], ['c']],
      ],
      [
        'members by their names',
        () =>
          `externaldata(Name:string, Tags:dynamic)[${at('/bags.json')}] with (format=multijson) | extend k = tolong(Tags.k) | project Name, k`,
        [
          ['a', 1],
          ['b', null],
        ],
      ],
      [
        'as an ingestion mapping says',
        () =>
          `externaldata(K:long)[${at('/bags.json')}] with (format="json", ingestionMapping=@'[{"Column":"K","Properties":{"Path":"$.Tags.k"}}]')`,
        [[1], [null]],
      ],
      [
        'a table by terms',
        () =>
          `let F = externaldata(t:string)[${at('/terms.txt')}]; DeviceProcessEvents | where ProcessCommandLine has_any (F) | summarize n = count()`,
        [[2]],
      ],
      [
        'a list',
        () => `print x = "mimikatz" | where x in ((externaldata(t:string)[${at('/terms.txt')}]))`,
        [['mimikatz']],
      ],
      [
        'both sides of a join',
        () =>
          `let F = externaldata(Name:string, Size:long)[${at('/rows.csv')}] with (ignoreFirstRecord=true); F | join kind=inner F on Name | summarize sum(Size)`,
        [[3]],
      ],
    ] as const)
      it(what, async () => assert.deepEqual(await answerOf(query(), open()), expected));

    it('and tells no host what lets a storage’s owner in', async () => {
      server.asked.length = 0;
      const query = `externaldata(Line:string)[${at('/terms.txt;key-of-the-storage')}] | count`;
      assert.deepEqual(await answerOf(query, open()), [[2]]);
      assert.deepEqual(server.asked, ['/terms.txt']);
    });

    it('each document once in a query', async () => {
      server.asked.length = 0;
      await answerOf(
        `let F = externaldata(t:string)[${at('/terms.txt')}]; union F, F, (F | where t has "lsass")`,
        open(),
      );
      assert.deepEqual(server.asked, ['/terms.txt']);
    });

    it('what a redirect to an allowed host leads to', async () => {
      const target = encodeURIComponent(`http://a.feeds.test:${server.port}/terms.txt`);
      assert.deepEqual(
        await answerOf(`externaldata(t:string)[${at(`/to?${target}`)}] with (format="txt")`, open()),
        [['mimikatz'], ['lsass dump']],
      );
    });
  });

  describe('refuses', () => {
    const refused = async (query: string, words: RegExp, settings = open()): Promise<void> => {
      allowed = settings;
      const answer = await engine.run(tenant, query);
      assert.ok(!answer.ok, 'an answer');
      assert.match(answer.error.message, words);
      assert.equal(answer.error.line, 1);
    };
    const one = (address: string) => `externaldata(t:string)[${address}]`;

    it('everything while the operator allows nothing, and names the flag', () =>
      refused(one(at('/terms.txt')), /--external-data-hosts/, allowing({ hosts: [] })));

    it('other hosts, other ports and other protocols', async () => {
      for (const address of [
        `"http://elsewhere.test:${server.port}/terms.txt"`,
        `"http://feeds.test:${elsewhere.port}/terms.txt"`,
        `"https://feeds.test:${server.port}/terms.txt"`,
        `"http://xfeeds.test:${server.port}/terms.txt"`,
        `"http://feeds.test.:${server.port}/terms.txt"`,
      ])
        await refused(one(address), /is not among --external-data-hosts/);
      assert.deepEqual(elsewhere.asked, []);
    });

    it('addresses that are none', async () => {
      for (const address of ['"/etc/passwd"', '"ftp://feeds.test/x"', '"data:text/plain,x"', '"x"'])
        await refused(one(address), /must begin with https/);
      await refused(one(`"http://user:word@feeds.test:${server.port}/"`), /must not hold a user/);
    });

    it('redirects to hosts that are not allowed', async () => {
      for (const target of [
        `http://127.0.0.1:${elsewhere.port}/`,
        'file:///etc/passwd',
        'http://169.254.169.254/',
      ])
        await refused(one(at(`/to?${encodeURIComponent(target)}`)), /is not among --external-data-hosts/);
      assert.deepEqual(elsewhere.asked, []);
    });

    it('a redirect without an end', () => refused(one(at('/loop')), /redirects too often/));

    it('names that lead to addresses which are not public, one of several too', async () => {
      for (const host of ['inside.test', 'both.test'])
        await refused(one(at('/x', host)), /address is not public/);
    });

    it('addresses of this machine, in whatever way they are written', async () => {
      const hosts = ['127.0.0.1', '0.0.0.0', '[::1]', '[::ffff:127.0.0.1]'].map(
        host => `http://${host}:${server.port}`,
      );
      const settings = allowing({ hosts });
      for (const host of [
        '127.0.0.1',
        '127.1',
        '2130706433',
        '0x7f.1',
        '0.0.0.0',
        '[::1]',
        '[::ffff:127.0.0.1]',
      ])
        await refused(one(at('/terms.txt', host)), /not public|not among/, settings);
    });

    it('more bytes, more records and longer waits than a query may have', async () => {
      const limits = { documentBytes: 1_000, queryRows: 1 };
      await refused(one(at('/large.txt')), /more than 1000 bytes/, open({ limits }));
      await refused(one(at('/terms.txt')), /more than 1 records/, open({ limits }));
      await refused(one(at('/large.txt')), /more than 100 bytes/, open({ limits: { queryBytes: 100 } }));
    });

    it('documents that are not there or not of their format, and says which record', async () => {
      await refused(one(at('/none.csv')), /status 404/);
      await refused(one(at('/broken.csv')), /Record 2 .* a quoted field does not end/);
    });

    it('formats and properties that it does not know, before anything is read', async () => {
      server.asked.length = 0;
      await refused(`${one(at('/terms.txt'))} with (format="parquet")`, /The format 'parquet'/);
      await refused(one(at('/feed.snappy.parquet')), /The format 'parquet' of a document of feeds\.test/);
      await refused(`${one(at('/terms.txt'))} with (recordDelimiter="x")`, /The property 'recordDelimiter'/);
      assert.deepEqual(server.asked, []);
    });

    it('without a word of the address, which may carry a secret', async () => {
      const answer = await answerOf(one(at('/secret-path?sig=secret-key')), open());
      assert.match(String(answer), /404/);
      assert.doesNotMatch(String(answer), /secret/);
    });
  });

  describe('a folder of documents', () => {
    const { folder, remove } = folderWith({
      'documents/example.com/feeds/ips.txt': '192.0.2.1\n',
      'documents/_/own.csv': 'x,1\n',
      'documents/own.csv': 'y,1\n',
      'outside.txt': 'secret\n',
    });
    symlinkSync(join(folder, 'outside.txt'), join(folder, 'documents/example.com/link.txt'));
    after(remove);
    const mirror = (): ExternalData => allowing({ hosts: [], folder: join(folder, 'documents') });

    it('stands for the addresses whose path it has', async () => {
      const query = 'externaldata(ip:string)["https://example.com/feeds/ips.txt?x=1"]';
      assert.deepEqual(await answerOf(query, mirror()), [['192.0.2.1']]);
      assert.deepEqual(await answerOf('externaldata(a:string)["file:///own.csv"]', mirror()), [['y']]);
    });

    it('is not left', async () => {
      for (const address of [
        'https://example.com/../../outside.txt',
        'https://example.com/%2e%2e/%2e%2e/outside.txt',
        'https://example.com/..%2f..%2foutside.txt',
        'https://example.com/..%5coutside.txt',
        'https://example.com/link.txt',
        'https://../outside.txt',
        'https://example.com/feeds',
        'https://example.com/feeds/ips.txt%00',
        'file:///../outside.txt',
        'file:///%2e%2e/outside.txt',
        'file:///etc/passwd',
        'file://localhost/etc/passwd',
      ]) {
        const answer = await answerOf(`externaldata(a:string)["${address}"]`, mirror());
        assert.equal(typeof answer, 'string', address);
        assert.doesNotMatch(String(answer), /secret|root/);
      }
    });
  });
});

describe("the operator's settings", () => {
  for (const [settings, words] of [
    [
      { hosts: ['example.com', '*.example.com:8443', 'http://intern'], networks: ['10.0.0.0/8', 'fd00::/8'] },
      undefined,
    ],
    [{ hosts: ['https://example.com/path'] }, /external-data-hosts.*path/],
    [{ hosts: ['*'] }, /external-data-hosts/],
    [{ hosts: [], networks: ['10.0.0.0/33'] }, /external-data-networks/],
    [{ hosts: [], networks: ['inside'] }, /external-data-networks/],
  ] as const)
    it(JSON.stringify(settings), () => {
      const checked = checkExternalDataSettings(settings);
      if (words === undefined) assert.ok(checked.ok);
      else assert.match(checked.ok ? '' : checked.error, words);
    });
});
