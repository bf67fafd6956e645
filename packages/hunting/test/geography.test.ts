import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import fc from 'fast-check';
import { geohashCorners, geohashNeighbours } from '../src/beside/geography/geohashes.ts';
import { s2Cell, s2Centre } from '../src/beside/geography/s2-cells.ts';
import { isInPolygon, polygonArea } from '../src/beside/geography/shapes.ts';
import { angleBetween, metresBetween, type Place, RADIUS, vectorOf } from '../src/beside/geography/sphere.ts';

const place = fc.tuple(
  fc.double({ min: -180, max: 180, noNaN: true }),
  fc.double({ min: -89.999, max: 89.999, noNaN: true }),
);

/** Away from the meridians and the equator that are edges. */
const besideEdges = fc
  .tuple(fc.integer({ min: -18_000, max: 17_999 }), fc.integer({ min: -9_000, max: 8_999 }))
  .map(([x, y]): Place => [(x + 0.5) / 100, (y + 0.5) / 100]);

const name = fc.string({
  unit: fc.constantFrom(...'0123456789bcdefghjkmnpqrstuvwxyz'),
  minLength: 2,
  maxLength: 12,
});

describe('S2 cells', () => {
  test('have their own middles', () => {
    fc.assert(
      fc.property(place, fc.nat({ max: 24 }), (somewhere, level) => {
        const cell = s2Cell(somewhere, level);
        const centre = s2Centre(cell);
        assert.ok(centre);
        assert.equal(s2Cell(centre, level), cell);
      }),
    );
  });

  test('hold places that are near their middles', () => {
    fc.assert(
      fc.property(place, fc.integer({ min: 0, max: 28 }), (somewhere, level) => {
        const centre = s2Centre(s2Cell(somewhere, level)) ?? [0, 0];
        // The longest diagonal of a cell of level 0 is less than 2.
        assert.ok(angleBetween(vectorOf(somewhere), vectorOf(centre)) < 2 / 2 ** level);
      }),
    );
  });

  test('are no texts that end within a step', () => {
    for (const text of ['', 'a', 'g', '12345678901234567', '2', '8888888888888882'])
      assert.equal(s2Centre(text), undefined, text);
  });
});

describe('geohashes', () => {
  test('are neighbours of their neighbours', () => {
    fc.assert(
      fc.property(name, cell => {
        for (const other of geohashNeighbours(cell) ?? [])
          assert.ok(geohashNeighbours(other)?.includes(cell), `${other} of ${cell}`);
      }),
    );
  });

  test('begin with the cell that they lie in', () => {
    fc.assert(
      fc.property(name, cell => {
        const [inner, outer] = [geohashCorners(cell), geohashCorners(cell.slice(0, -1))];
        const [west, south] = inner?.[0] ?? [];
        const [[outerWest, outerSouth] = [], , [outerEast, outerNorth] = []] = outer ?? [];
        assert.ok(Number(outerWest) <= Number(west) && Number(west) < Number(outerEast));
        assert.ok(Number(outerSouth) <= Number(south) && Number(south) < Number(outerNorth));
      }),
    );
  });
});

describe('polygons on the earth', () => {
  const triangle: readonly Place[] = [
    [0, 0],
    [90, 0],
    [0, 90],
    [0, 0],
  ];

  test('have areas: an eighth of the sphere, whichever way around', () => {
    const eighth = (Math.PI / 2) * RADIUS ** 2;
    for (const ring of [triangle, triangle.toReversed()])
      assert.ok(Math.abs(polygonArea([ring]) / eighth - 1) < 1e-12);
  });

  test('hold the places whose coordinates are positive, and no other', () => {
    fc.assert(
      fc.property(besideEdges, ([x, y]) => {
        assert.equal(isInPolygon([x, y], [triangle]), x > 0 && x < 90 && y > 0);
        assert.equal(isInPolygon([x, y], [triangle.toReversed()]), x > 0 && x < 90 && y > 0);
      }),
    );
  });
});

describe('distances on the earth', () => {
  test('are as long as the angle says', () => {
    fc.assert(
      fc.property(place, place, (one, other) => {
        const byAngle = angleBetween(vectorOf(one), vectorOf(other)) * RADIUS;
        assert.ok(Math.abs(metresBetween(one, other) - byAngle) < 1);
      }),
    );
  });
});
