import { Readable } from 'node:stream';
import { Reader, type Response } from 'mmdb-lib';
import type { EngineClients } from '../node/clients.ts';
import { NO_PLACE, PlaceNumbers } from './place-numbers.ts';
import { createPlaceTables, markComplete, type PlaceTables } from './place-tables.ts';
import { recordedNetworks } from './recorded-networks.ts';
import { SPECIAL_IPV4, SPECIAL_IPV6 } from './special-networks.ts';

/** More than any database has that one can buy; a file that pretends to more is not read to its end. */
const MOST_NETWORKS = 50_000_000;
/** Rows that go to the engine in one piece: few enough for the other work of this thread to come in between. */
const PIECE_ROWS = 2_000;

/** The rows of all networks as the engine's tab-separated text, counted. */
class NetworkRows {
  readonly #reader: Reader<Response>;
  readonly #database: Buffer;
  readonly numbers: PlaceNumbers;
  count = 0;

  constructor(database: Buffer) {
    this.#database = database;
    this.#reader = new Reader(database);
    this.numbers = new PlaceNumbers(this.#reader);
  }

  *pieces(): Generator<string> {
    yield [...SPECIAL_IPV4, ...SPECIAL_IPV6].map(prefix => this.#row(prefix, NO_PLACE)).join('');
    let piece: string[] = [];
    for (const { prefix, record } of recordedNetworks(this.#database, this.#reader.metadata)) {
      piece.push(this.#row(prefix, this.numbers.of(record, prefix)));
      if (piece.length < PIECE_ROWS) continue;
      yield piece.join('');
      piece = [];
    }
    yield piece.join('');
  }

  #row(prefix: string, place: number): string {
    this.count += 1;
    if (this.count > MOST_NETWORKS) throw new Error(`it has more than ${MOST_NETWORKS} networks`);
    return `${prefix}\t${place}\n`;
  }
}

/**
 * Fills the tables with the places of a MaxMind database.
 *
 * @throws Error when the database cannot be read or the engine refuses.
 */
export const loadPlaces = async (
  { administrator, writer }: EngineClients,
  tables: PlaceTables,
  database: Buffer,
): Promise<void> => {
  const rows = new NetworkRows(database);
  for (const query of createPlaceTables(tables)) await administrator.command({ query });
  await writer.insert({
    table: tables.networks,
    values: Readable.from(rows.pieces(), { objectMode: false }),
    format: 'TabSeparated',
  });
  const places = rows.numbers.rows();
  if (places.length === 0) throw new Error('it tells of no country, city or coordinates');
  await writer.insert({ table: tables.places, values: places, format: 'JSONEachRow' });
  await administrator.command({ query: markComplete(tables.places, places.length) });
  await administrator.command({ query: markComplete(tables.networks, rows.count) });
};
