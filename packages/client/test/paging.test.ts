import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import fc from 'fast-check';
import { type Extent, type PageRequest, readPaged, toArray } from '../src/paging.ts';

const everything: Extent = { top: undefined, skip: undefined, pageLimit: 4 };

/** A service with a collection of numbers; it names the next page only when `$top` was not sent, if at all. */
const serviceOf = (size: number, pageLimit: number, linksPages: boolean) => {
  const asked: PageRequest[] = [];
  const fetch = async (request: PageRequest): Promise<unknown> => {
    asked.push(request);
    const skip = request.link === undefined ? (request.skip ?? 0) : Number(request.link);
    const end = Math.min(size, skip + Math.min(request.top ?? pageLimit, pageLimit));
    const value = Array.from({ length: Math.max(0, end - skip) }, (_, index) => skip + index);
    const hasMore = linksPages && request.top === undefined && end < size;
    return { value, ...(hasMore && { '@odata.nextLink': String(end) }) };
  };
  return { asked, fetch };
};

describe('a collection', () => {
  test('is followed by the links of the service', async () => {
    const { asked, fetch } = serviceOf(10, 4, true);
    assert.deepEqual(
      await toArray(readPaged<number>(everything, fetch), 100),
      [0, 1, 2, 3, 4, 5, 6, 7, 8, 9],
    );
    assert.deepEqual(asked, [{}, { link: '4' }, { link: '8' }]);
  });

  test('is followed by $skip where the service gives no links', async () => {
    const { asked, fetch } = serviceOf(6, 4, false);
    assert.deepEqual(await toArray(readPaged<number>(everything, fetch), 100), [0, 1, 2, 3, 4, 5]);
    assert.deepEqual(asked, [{}, { skip: 4 }]);
  });

  test('ends with an empty page when the last one was full', async () => {
    const { asked, fetch } = serviceOf(4, 4, false);
    assert.equal((await toArray(readPaged<number>(everything, fetch), 100)).length, 4);
    assert.deepEqual(asked, [{}, { skip: 4 }]);
  });

  test('with a top beyond the page limit is read in pages', async () => {
    const { asked, fetch } = serviceOf(20, 4, true);
    assert.deepEqual(
      await toArray(readPaged<number>({ ...everything, top: 6, skip: 1 }, fetch), 100),
      [1, 2, 3, 4, 5, 6],
    );
    assert.deepEqual(asked, [
      { top: 4, skip: 1 },
      { top: 2, skip: 5 },
    ]);
  });

  test('is read no further than the caller goes', async () => {
    const { asked, fetch } = serviceOf(20, 4, true);
    for await (const item of readPaged<number>(everything, fetch)) if (item === 2) break;
    assert.equal(asked.length, 1);
  });

  test('goes on where an earlier page ended', async () => {
    const { fetch } = serviceOf(10, 4, true);
    const [first] = await toArray(readPaged<number>(everything, fetch).byPage({ maxPageSize: 3 }), 1);
    assert(first?.continuationToken);
    const rest = readPaged<number>(everything, fetch).byPage({ continuationToken: first.continuationToken });
    const pages = await toArray(rest, 100);
    assert.deepEqual(
      pages.flatMap(page => page.items),
      [3, 4, 5, 6, 7, 8, 9],
    );
  });

  test('of any size, in pages of any size, with and without links, is read once and whole', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.nat(60),
        fc.integer({ min: 1, max: 20 }),
        fc.option(fc.nat(70), { nil: undefined }),
        fc.nat(10),
        fc.boolean(),
        async (size, pageLimit, top, skip, linksPages) => {
          const { fetch } = serviceOf(size, pageLimit, linksPages);
          const expected = Array.from({ length: size }, (_, index) => index).slice(
            skip,
            top === undefined ? undefined : skip + top,
          );
          assert.deepEqual(
            await toArray(readPaged<number>({ top, skip, pageLimit }, fetch), 1_000),
            expected,
          );
        },
      ),
    );
  });
});
