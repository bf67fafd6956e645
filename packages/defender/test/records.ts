import { systemEntropy } from '@vakt/contract/entropy';
import { nowTicks, TICKS_PER_MINUTE } from '@vakt/contract/ticks';
import { createAlert, type NewAlert } from '@vakt/store/alert-creation';
import type { Database } from '@vakt/store/database';
import { type DeviceSighting, saveSightings } from '@vakt/store/device-sightings';
import type { Kysely } from 'kysely';

type Db = Kysely<Database>;

export const deviceId = (digit: string): string => digit.repeat(40);

/** Makes devices known, one for each sighting. */
export const addDevices = (db: Db, ...sightings: readonly Partial<DeviceSighting>[]): Promise<void> =>
  saveSightings(
    db,
    sightings.map((changes, index) => ({
      deviceId: deviceId(String(index)),
      deviceName: `host${index}.contoso.com`,
      firstSeen: '2026-11-20T05:00:00.0000001Z',
      lastSeen: `2026-11-21T05:0${index}:00.1234567Z`,
      osPlatform: 'Linux',
      osVersion: '12',
      osArchitecture: '64-bit',
      ipAddresses: [],
      loggedOnUsers: [],
      ...changes,
    })),
  );

let findings = 0;

/** Raises an alert on the device `aaaa…` unless told otherwise, at the given time of the wall clock. */
export const addAlert = async (db: Db, now: number, changes: Partial<NewAlert> = {}) => {
  const clock = { now: () => now };
  const ticks = nowTicks(clock);
  findings += 1;
  return createAlert(
    db,
    {
      deduplicationKey: `finding ${findings}`,
      ruleKey: 'any/detection-test',
      title: 'Suspicious shell',
      description: 'A shell was started',
      recommendedAction: 'Look at it',
      severity: 'Medium',
      category: 'Execution',
      detectionSource: 'WindowsDefenderAtp',
      mitreTechniques: ['T1059.004'],
      machineId: deviceId('0'),
      firstEventTicks: ticks - TICKS_PER_MINUTE,
      lastEventTicks: ticks - 1n,
      evidence: [
        { entityType: 'Process', fileName: 'sh', processId: 4711, processCommandLine: '/bin/sh -c x' },
        { entityType: 'User', accountName: 'root', domainName: 'host0' },
      ],
      ...changes,
    },
    { clock, entropy: systemEntropy },
  );
};
