import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { fail, ok, type Result } from '@vakt/contract/result';
import type { EngineClients } from '../node/clients.ts';
import { DATABASE } from '../schema/table-definition.ts';
import { loadPlaces } from './load-places.ts';
import {
  completeMark,
  dropTable,
  isPlaceTable,
  type PlaceTables,
  placeTables,
  turnDictionaries,
} from './place-tables.ts';

/** The database of countries that comes with Vakt; whose it is, the README says. */
export const SHIPPED_PLACES = fileURLToPath(
  import.meta.resolve('@ip-location-db/geo-whois-asn-country-mmdb/geo-whois-asn-country.mmdb'),
);

/** Raised when records are read otherwise, so that what was read before is read again. */
const READING = 1;

const versionOf = async (database: Buffer): Promise<string> => {
  const digest = await crypto.subtle.digest('SHA-256', new Uint8Array(database));
  return `${READING}_${Buffer.from(digest).toString('hex').slice(0, 16)}`;
};

interface TableState {
  readonly name: string;
  readonly comment: string;
  readonly total_rows: string;
}

/** The tables of places that are there, of whatever version. */
const existingTables = async ({ administrator }: EngineClients): Promise<readonly TableState[]> => {
  const answer = await administrator.query({
    query: 'SELECT name, comment, total_rows FROM system.tables WHERE database = {database:String}',
    query_params: { database: DATABASE },
    format: 'JSONEachRow',
  });
  return (await answer.json<TableState>()).filter(({ name }) => isPlaceTable(name));
};

const isComplete = (existing: readonly TableState[], wanted: string): boolean =>
  existing.some(
    ({ name, comment, total_rows }) => name === wanted && comment === completeMark(Number(total_rows)),
  );

/**
 * The places of network addresses, read from a file into the lake once for each content of it. The engine's dictionaries
 * are turned to them whenever it has started, because its passwords are new then.
 */
export class AddressPlaces {
  readonly #file: string;
  readonly #onProblem: (problem: string) => void;
  readonly #prepared = new WeakMap<EngineClients, Promise<Result<undefined, string>>>();

  constructor(file: string, onProblem: (problem: string) => void) {
    this.#file = file;
    this.#onProblem = onProblem;
  }

  /** Resolves when queries of these clients may ask for places; after a failure the next call tries again. */
  async ready(clients: EngineClients): Promise<Result<undefined, string>> {
    const preparation = this.#prepared.get(clients) ?? this.#prepare(clients);
    this.#prepared.set(clients, preparation);
    const result = await preparation;
    if (!result.ok) this.#prepared.delete(clients);
    return result;
  }

  async #prepare(clients: EngineClients): Promise<Result<undefined, string>> {
    try {
      const database = await readFile(this.#file);
      const tables = placeTables(await versionOf(database));
      const existing = await existingTables(clients);
      if (!isComplete(existing, tables.networks) || !isComplete(existing, tables.places))
        await loadPlaces(clients, tables, database);
      await this.#turn(clients, tables, existing);
      return ok(undefined);
    } catch (error) {
      const problem = `the places of addresses could not be read from ${this.#file}: ${(error as Error).message}`;
      this.#onProblem(problem);
      return fail(problem);
    }
  }

  async #turn(
    { administrator, dictionaryUser }: EngineClients,
    tables: PlaceTables,
    existing: readonly TableState[],
  ): Promise<void> {
    for (const query of turnDictionaries(tables, dictionaryUser)) await administrator.command({ query });
    const outdated = existing.filter(({ name }) => name !== tables.networks && name !== tables.places);
    for (const { name } of outdated) await administrator.command({ query: dropTable(name) });
  }
}
