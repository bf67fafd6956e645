import type { WindowsEvent } from './event.ts';
import { POWERSHELL } from './event.ts';
import type { EventMapping, SkippedKind } from './mapping.ts';
import { logonMappings } from './mappings/logons.ts';
import { otherMappings, otherSkipped } from './mappings/other-logs.ts';
import { securityMappings, securitySkipped } from './mappings/security.ts';
import { sysmonMappings, sysmonSkipped } from './mappings/sysmon.ts';

const keyOf = (channel: string, id: number): string => `${channel}:${id}`;

const indexed = <Entry extends { readonly channel: string; readonly ids: readonly number[] }>(
  entries: readonly Entry[],
): ReadonlyMap<string, Entry> =>
  new Map(entries.flatMap(entry => entry.ids.map(id => [keyOf(entry.channel, id), entry] as const)));

const mappings = indexed([...sysmonMappings, ...securityMappings, ...logonMappings, ...otherMappings]);
const skipped = indexed<SkippedKind>([...sysmonSkipped, ...securitySkipped, ...otherSkipped]);

/** How events of this kind become rows; `undefined` when they do not. */
export const mappingOf = (event: WindowsEvent): EventMapping | undefined =>
  mappings.get(keyOf(event.channel, event.id));

/** PowerShell's script blocks come in parts and are joined before they become rows. */
export const isScriptBlock = (event: WindowsEvent): boolean =>
  event.channel === POWERSHELL && event.id === 4104;

const CHANNEL_NAMES: Readonly<Record<string, string>> = {
  'microsoft-windows-sysmon/operational': 'Sysmon',
  'microsoft-windows-powershell/operational': 'PowerShell',
  security: 'Security',
  system: 'System',
};

/** A kind of event and why it yields no row, for the report: `Security 4658 (policy: handles and object access)`. */
export const skippedName = (event: WindowsEvent): string => {
  const reason = skipped.get(keyOf(event.channel, event.id))?.reason ?? 'no mapping';
  return `${CHANNEL_NAMES[event.channel] ?? event.channel.slice(0, 100)} ${event.id} (${reason})`;
};
