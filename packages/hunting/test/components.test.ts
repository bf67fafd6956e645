import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import fc from 'fast-check';
import { componentsJson, strongComponents, weakComponents } from '../src/beside/components.ts';

type Edge = readonly [number, number];

const NODES = 8;
const node = fc.nat({ max: NODES - 1 });
const edges = fc.array(fc.tuple(node, node), { maxLength: 14 });

const targetsOf = (list: readonly Edge[]): number[][] => {
  const targets: number[][] = Array.from({ length: NODES }, () => []);
  for (const [from, to] of list) targets[from]?.push(to);
  return targets;
};

/** Whether a way leads from each node to each, by trying all nodes in between. */
const reach = (list: readonly Edge[]): boolean[][] => {
  const table = Array.from({ length: NODES }, (_, from) =>
    Array.from({ length: NODES }, (_, to) => from === to || list.some(([a, b]) => a === from && b === to)),
  );
  for (let over = 0; over < NODES; over += 1)
    for (const row of table)
      for (let to = 0; to < NODES; to += 1) row[to] ||= (row[over] ?? false) && (table[over]?.[to] ?? false);
  return table;
};

const all = Array.from({ length: NODES }, (_, place) => place);

describe('components of a graph', () => {
  test('are weak where a way leads, whichever way edges point', () => {
    fc.assert(
      fc.property(edges, list => {
        const components = weakComponents(targetsOf(list));
        const ways = reach(
          list.flatMap(([a, b]): Edge[] => [
            [a, b],
            [b, a],
          ]),
        );
        for (const one of all)
          for (const other of all) assert.equal(components[one] === components[other], ways[one]?.[other]);
      }),
    );
  });

  test('are strong where ways lead there and back', () => {
    fc.assert(
      fc.property(edges, list => {
        const components = strongComponents(targetsOf(list));
        const ways = reach(list);
        for (const one of all)
          for (const other of all) {
            const isBoth = ways[one]?.[other] === true && ways[other]?.[one] === true;
            assert.equal(components[one] === components[other], isBoth);
          }
      }),
    );
  });

  test('are found in a chain that is longer than the stack is deep', () => {
    const chain = Array.from({ length: 200_000 }, (_, place) => (place === 0 ? [] : [place - 1]));
    assert.equal(new Set(weakComponents(chain)).size, 1);
    assert.equal(new Set(strongComponents(chain)).size, chain.length);
  });

  test('are numbered from 0 in the order of names', () => {
    const texts = [
      ['d', 'c'],
      ['b', 'b'],
      ['a', 'd'],
    ].map(pair => JSON.stringify(pair));
    assert.equal(componentsJson(JSON.stringify(texts), weakComponents), '[["a",0],["b",1],["c",0],["d",0]]');
  });
});
