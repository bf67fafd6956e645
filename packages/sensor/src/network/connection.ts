import type { HuntingRow } from '@vakt/contract/hunting/tables';
import { initiatingColumns, type ProcessContext } from '../process/process-columns.ts';
import { timestampOf } from '../time/timestamp.ts';
import { addressKind } from './address.ts';

/** Something that happened to a socket. */
export interface Connection {
  readonly action:
    | 'ConnectionSuccess'
    | 'ConnectionFailed'
    | 'InboundConnectionAccepted'
    | 'ListeningConnectionCreated';
  readonly protocol: 'Tcp' | 'Udp';
  readonly localAddress: string;
  /** 0 when it is not known. */
  readonly localPort: number;
  readonly remoteAddress: string;
  readonly remotePort: number;
  /** Nanoseconds since 1970. */
  readonly time: bigint;
  readonly owner: number | undefined;
  /** The socket was there before the sensor looked for the first time. */
  readonly wasOpen: boolean;
}

const remoteColumns = ({ remoteAddress, remotePort }: Connection): HuntingRow => ({
  RemoteIP: remoteAddress,
  RemotePort: remotePort,
  RemoteIPType: addressKind(remoteAddress),
});

/** A row of DeviceNetworkEvents. */
export const connectionRow = async (connection: Connection, context: ProcessContext): Promise<HuntingRow> => {
  const { action, owner, localAddress, localPort, wasOpen } = connection;
  const process = owner === undefined ? undefined : context.table.find(owner);
  return {
    Timestamp: timestampOf(connection.time),
    ActionType: action,
    Protocol: connection.protocol,
    LocalIP: localAddress,
    LocalPort: localPort === 0 ? null : localPort,
    LocalIPType: addressKind(localAddress),
    ...(action === 'ListeningConnectionCreated' ? {} : remoteColumns(connection)),
    ...(process ? await initiatingColumns(process, context) : {}),
    ...(owner === undefined ? {} : { InitiatingProcessId: owner }),
    AdditionalFields: JSON.stringify({ Origin: wasOpen ? 'AlreadyOpen' : 'Started' }),
  };
};
