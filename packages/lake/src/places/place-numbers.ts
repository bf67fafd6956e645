import type { Reader, Response } from 'mmdb-lib';
import { placeBag } from './place.ts';

/** The number of no place. */
export const NO_PLACE = 0;

/** Numbers the places of a database from 1, equal ones alike. */
export class PlaceNumbers {
  readonly #reader: Reader<Response>;
  readonly #byRecord = new Map<number, number>();
  readonly #byBag = new Map<string, number>();

  constructor(reader: Reader<Response>) {
    this.#reader = reader;
  }

  /** @param prefix a network that has this record. */
  of(record: number, prefix: string): number {
    const known = this.#byRecord.get(record);
    if (known !== undefined) return known;
    const bag = placeBag(this.#reader.get(prefix.slice(0, prefix.indexOf('/'))));
    const number = bag === undefined ? NO_PLACE : this.#numberOf(bag);
    this.#byRecord.set(record, number);
    return number;
  }

  #numberOf(bag: string): number {
    const number = this.#byBag.get(bag) ?? this.#byBag.size + 1;
    this.#byBag.set(bag, number);
    return number;
  }

  /** The places that were numbered. */
  rows(): { readonly place: number; readonly bag: string }[] {
    return [...this.#byBag].map(([bag, place]) => ({ place, bag }));
  }
}
