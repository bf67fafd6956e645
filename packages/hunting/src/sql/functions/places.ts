/** The places of network addresses, from the lake's dictionaries. */
import { sql } from '../sql.ts';
import { valueFrom } from '../value.ts';
import type { EmitFunction } from './emit-function.ts';

/** What is no address counts as `::`, which has no place; no place has the number 0, whose bag is empty, which is null. */
const placeOf: EmitFunction = (given, { type }, emitter) => {
  emitter.needs.add('places');
  const address = sql`toIPv6OrDefault(${given[0]?.sql ?? sql`''`})`;
  const place = sql`dictGet('lake._AddressPlaces', 'place', tuple(${address}))`;
  return valueFrom(sql`dictGet('lake._PlaceBags', 'bag', toUInt64(${place}))`, type, given);
};

export const places = { geo_info_from_ip_address: placeOf } satisfies Record<string, EmitFunction>;
