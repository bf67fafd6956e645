import type { HuntingRow } from '@vakt/contract/hunting/tables';
import { addressKind } from '../network/address.ts';
import { initiatingColumns, type ProcessContext } from '../process/process-columns.ts';
import { timestampOf } from '../time/timestamp.ts';
import type { Logon } from './auth-log.ts';

/** The process that wrote the entry, if it is there and was before the logon: ids are used again. */
const processOf = (logon: Logon, { table }: ProcessContext) => {
  const process = logon.pid === undefined ? undefined : table.find(logon.pid);
  return process && process.createdNs <= logon.time ? process : undefined;
};

/** A row of DeviceLogonEvents. */
export const logonRow = async (logon: Logon, context: ProcessContext): Promise<HuntingRow> => {
  const process = processOf(logon, context);
  return {
    Timestamp: timestampOf(logon.time),
    ActionType: logon.isSuccess ? 'LogonSuccess' : 'LogonFailed',
    LogonType: logon.logonType,
    AccountName: logon.user,
    AccountDomain: context.domain,
    IsLocalAdmin: logon.user === 'root' ? true : null,
    RemoteIP: logon.address,
    RemoteIPType: addressKind(logon.address),
    RemotePort: logon.port ?? null,
    RemoteDeviceName: logon.remoteName,
    ...(process ? await initiatingColumns(process, context) : {}),
    AdditionalFields: JSON.stringify(logon.details),
  };
};
