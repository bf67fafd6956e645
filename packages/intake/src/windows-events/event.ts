import { fail, ok, type Result } from '@vakt/contract/result';
import { isJsonObject, type JsonObject, type JsonValue } from '../json/parse.ts';

/** One event of a Windows event log, as either collector wrote it. */
export interface WindowsEvent {
  /** Lower case: the collectors spell `Security` and `security`. */
  readonly channel: string;
  readonly id: number;
  /** The machine the event happened on, lower case; never the collector. */
  readonly deviceName: string;
  /** The event's number in its log, where the collector kept it. */
  readonly recordNumber: number | bigint | undefined;
  readonly fields: JsonObject;
  /** NXLog hands event data on as it stands in the XML: `&lt;` for `<`. */
  readonly escaped: boolean;
}

const ENTITIES: Readonly<Record<string, string>> = { lt: '<', gt: '>', amp: '&', quot: '"', apos: "'" };

const unescapeXml = (text: string): string =>
  text.replace(/&(lt|gt|amp|quot|apos);/g, (entity, name: string) => ENTITIES[name] ?? entity);

/** A field as text; absent, null, empty and `-` are all "absent" (the Security log writes `-`). */
export const fieldText = (event: WindowsEvent, name: string): string | undefined => {
  const value = event.fields[name];
  if (value === undefined || value === null || typeof value === 'object') return undefined;
  const text = typeof value === 'string' ? value : String(value);
  if (text === '' || text === '-') return undefined;
  return event.escaped && text.includes('&') ? unescapeXml(text) : text;
};

const NUMBER = /^(?:0x[0-9a-f]{1,16}|\d{1,20})$/i;

const compact = (value: bigint): number | bigint =>
  value <= BigInt(Number.MAX_SAFE_INTEGER) ? Number(value) : value;

/** Reads a number in any of its three spellings: `1648`, `"1648"`, `"0x12d8"`. Beyond 2^63 it is absent. */
export const numberOf = (value: JsonValue | undefined): number | bigint | undefined => {
  if (typeof value === 'number') return Number.isInteger(value) ? value : undefined;
  if (typeof value === 'bigint') return value;
  if (typeof value !== 'string' || !NUMBER.test(value)) return undefined;
  if (value.length <= 12) return Number(value);
  const wide = BigInt(value);
  return wide < 2n ** 63n ? compact(wide) : undefined;
};

/** A numeric field; the same "absent" as for text. */
export const fieldNumber = (event: WindowsEvent, name: string): number | bigint | undefined =>
  numberOf(event.fields[name]);

const SYSMON_PROCESS_ID = /^ProcessId: (\d+)/m;
const SECURITY_PROCESS_ID = /^\s*(?:Creator )?Process ID:\s+(0x[0-9a-f]+|\d+)/im;

/**
 * The subject's process id. One of NXLog's configurations lets the logging service's `ProcessID` overwrite the event's
 * `ProcessId`; the rendered message still has it.
 */
export const subjectProcessId = (event: WindowsEvent, name = 'ProcessId'): number | bigint | undefined => {
  const given = fieldNumber(event, name);
  if (given !== undefined || name !== 'ProcessId') return given;
  const { Message } = event.fields;
  if (typeof Message !== 'string') return undefined;
  const pattern = event.channel === SYSMON ? SYSMON_PROCESS_ID : SECURITY_PROCESS_ID;
  return numberOf(pattern.exec(Message)?.[1]);
};

const SYSMON_EVENT_TYPE = /^EventType: (\w+)/m;
/** What one of NXLog's configurations writes over Sysmon's own `EventType`. */
const OVERWRITTEN = 'INFO';

/** Sysmon's own `EventType` (`CreateKey`); from the rendered message where the collector's took its place. */
export const sysmonEventType = (event: WindowsEvent): string | undefined => {
  const given = fieldText(event, 'EventType');
  if (given !== undefined && given !== OVERWRITTEN) return given;
  const { Message } = event.fields;
  return typeof Message === 'string' ? SYSMON_EVENT_TYPE.exec(Message)?.[1] : undefined;
};

export const SYSMON = 'microsoft-windows-sysmon/operational';
export const SECURITY = 'security';
export const SYSTEM = 'system';
export const POWERSHELL = 'microsoft-windows-powershell/operational';
export const WMI_ACTIVITY = 'microsoft-windows-wmi-activity/operational';
export const WINDOWS_DEFENDER = 'microsoft-windows-windows defender/operational';
export const APPLOCKER_EXECUTABLES = 'microsoft-windows-applocker/exe and dll';
export const APPLOCKER_SCRIPTS = 'microsoft-windows-applocker/msi and script';

const textIn = (fields: JsonObject, ...names: readonly string[]): string | undefined => {
  for (const name of names) {
    const value = fields[name];
    if (typeof value === 'string' && value !== '') return value;
  }
  return undefined;
};

/** Whether `value` looks like a Windows event, so that a file's first line can tell its format. */
export const isWindowsEvent = (value: JsonValue): boolean =>
  isJsonObject(value) && value.EventID !== undefined && textIn(value, 'Channel') !== undefined;

/** Reads the parts that every event has, or says which one is missing. */
export const readWindowsEvent = (value: JsonValue): Result<WindowsEvent, string> => {
  if (!isJsonObject(value)) return fail('the line is not a JSON object');
  const id = numberOf(value.EventID);
  if (typeof id !== 'number') return fail('EventID is missing or not a number');
  const channel = textIn(value, 'Channel');
  if (channel === undefined) return fail('Channel is missing');
  const deviceName = textIn(value, 'Hostname', 'Computer');
  if (deviceName === undefined) return fail('Hostname is missing');
  return ok({
    channel: channel.toLowerCase(),
    id,
    deviceName: deviceName.toLowerCase(),
    recordNumber: numberOf(value.RecordNumber) ?? numberOf(value.EventRecordID),
    fields: value,
    escaped: value.SourceModuleType === 'im_msvistalog' || value.EventReceivedTime !== undefined,
  });
};
