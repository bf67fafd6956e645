import type { Clock } from '@vakt/contract/clock';
import { systemEntropy } from '@vakt/contract/entropy';
import type { TenantId } from '@vakt/contract/ids';
import { parseTicks, type Ticks } from '@vakt/contract/ticks';
import type { AlertCreation, NewAlert } from '../src/alert-creation.ts';
import type { DeviceSighting } from '../src/device-sightings.ts';

export const HOME = '11111111-1111-4111-8111-111111111111' as TenantId;
export const STRANGER = '22222222-2222-4222-8222-222222222222' as TenantId;

/** A device id made of one digit. */
export const deviceId = (digit: string): string => digit.repeat(40);

export const ticks = (text: string): Ticks => {
  const read = parseTicks(text);
  if (read === undefined) throw new Error(`${text} is no time`);
  return read;
};

export const clockAt = (text: string): Clock => ({ now: () => Date.parse(text) });

export const creation = (at = '2026-11-21T06:00:00Z'): AlertCreation => ({
  clock: clockAt(at),
  entropy: systemEntropy,
});

export const sighting = (changes: Partial<DeviceSighting> = {}): DeviceSighting => ({
  deviceId: deviceId('a'),
  deviceName: 'server1.contoso.com',
  firstSeen: '2026-11-21T05:00:00.0000001Z',
  lastSeen: '2026-11-21T05:59:59.1234567Z',
  ipAddresses: [],
  loggedOnUsers: [],
  ...changes,
});

let findings = 0;

export const finding = (changes: Partial<NewAlert> = {}): NewAlert => ({
  deduplicationKey: `finding ${++findings}`,
  ruleKey: 'any/detection-test',
  detectorId: '17e10bbc-3a68-474a-8aad-faef14d43952',
  title: 'Suspicious shell',
  description: 'A shell was started',
  recommendedAction: 'Look at it',
  severity: 'Medium',
  category: 'Execution',
  detectionSource: 'WindowsDefenderAtp',
  mitreTechniques: ['T1059.004'],
  machineId: deviceId('a'),
  firstEventTicks: ticks('2026-11-21T05:59:00.1234567Z'),
  lastEventTicks: ticks('2026-11-21T05:59:30.7654321Z'),
  evidence: [{ entityType: 'Process', processId: 4711, processCommandLine: '/bin/sh -c "x"' }],
  ...changes,
});
