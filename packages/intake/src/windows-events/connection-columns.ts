import { ipTypeOf, normaliseAddress } from '../values/ip-address.ts';
import { fill, hasColumn } from './draft.ts';
import { fieldNumber, fieldText, type WindowsEvent } from './event.ts';
import type { ColumnSource } from './mapping.ts';

/** The fields of the two ends of a connection, the one that began it first. */
export interface EndFields {
  readonly sourceIp: string;
  readonly sourcePort: string;
  readonly destinationIp: string;
  readonly destinationPort: string;
  /** Whether this device began the connection. */
  readonly outbound: (event: WindowsEvent) => boolean;
}

const PROTOCOLS: Readonly<Record<string, string>> = {
  tcp: 'Tcp',
  udp: 'Udp',
  icmp: 'Icmp',
  '1': 'Icmp',
  '6': 'Tcp',
  '17': 'Udp',
};

/** The two ends into Local… and Remote…, with the kinds of their addresses. */
export const ends = (fields: EndFields): ColumnSource => ({
  reads: [fields.sourceIp, fields.sourcePort, fields.destinationIp, fields.destinationPort],
  fill: (event, { table, row }) => {
    const [source, destination] = fields.outbound(event) ? ['Local', 'Remote'] : ['Remote', 'Local'];
    for (const [side, ip, port] of [
      [source, fields.sourceIp, fields.sourcePort],
      [destination, fields.destinationIp, fields.destinationPort],
    ]) {
      const text = fieldText(event, ip ?? '');
      const address = text === undefined ? undefined : normaliseAddress(text);
      fill(row, `${side}IP`, address);
      fill(row, `${side}Port`, fieldNumber(event, port ?? ''));
      const typeColumn = `${side}IPType`;
      if (address !== undefined && hasColumn(table, typeColumn)) fill(row, typeColumn, ipTypeOf(address));
    }
  },
});

/** `tcp` or 6 as `Tcp`; a protocol without a known name keeps its number. */
export const protocol = (field: string): ColumnSource => ({
  reads: [field],
  fill: (event, { row }) => {
    const value = fieldText(event, field);
    if (value !== undefined) fill(row, 'Protocol', PROTOCOLS[value.toLowerCase()] ?? value);
  },
});
