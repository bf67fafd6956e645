import type { Clock } from '@vakt/contract/clock';
import { systemEntropy } from '@vakt/contract/entropy';
import type { CellValue } from '@vakt/contract/hunting/tables';
import type { TenantId } from '@vakt/contract/ids';
import { createHuntingEngine, type HuntingEngine } from '@vakt/hunting/engine';
import { insertHuntingFunction, listHuntingFunctions } from '@vakt/store/hunting-functions';
import { type TestLake, withTestLake } from '@vakt/testing/lake';
import { type TestStore, withTestStore } from '@vakt/testing/store';
import { createDetection, type Detection, type DetectionOptions } from '../src/detection.ts';

/** A store, a lake, a hunting engine and detection over them, as a test wants them. */
export interface Fixture extends AsyncDisposable {
  readonly store: TestStore['store'];
  readonly connection: TestStore['connection'];
  readonly lake: TestLake['lake'];
  readonly hunting: HuntingEngine;
  readonly clock: Clock & { advance(ms: number): void };
  /** What detection warned of. */
  readonly warnings: string[];
  /** Another detection over the same store and lake, as after a restart. */
  start(changes?: Partial<DetectionOptions>): Detection;
  close(): Promise<void>;
}

export const withDetection = async (): Promise<Fixture> => {
  const [testStore, testLake] = [await withTestStore(), await withTestLake()];
  let now = Date.parse('2026-03-01T12:00:00Z');
  const clock = { now: () => now, advance: (ms: number) => void (now += ms) };
  const hunting = createHuntingEngine({
    lake: testLake.lake,
    clock,
    functionsOf: tenant => listHuntingFunctions(testStore.store.tenant(tenant)),
  });
  const warnings: string[] = [];
  const started: Detection[] = [];
  const close = async (): Promise<void> => {
    for (const detection of started) await detection.close();
    await hunting.close();
    await testLake.close();
    await testStore.close();
  };
  return {
    store: testStore.store,
    connection: testStore.connection,
    lake: testLake.lake,
    hunting,
    clock,
    warnings,
    start: changes => {
      const detection = createDetection({
        store: testStore.store,
        lake: testLake.lake,
        hunting,
        clock,
        entropy: systemEntropy,
        log: {
          warn: (message, fields) =>
            void warnings.push(
              `${message} ${JSON.stringify(fields, (_, value) => (value instanceof Error ? String(value.stack) : value))}`,
            ),
        },
        builtInRules: [],
        ...changes,
      });
      started.push(detection);
      return detection;
    },
    close,
    [Symbol.asyncDispose]: close,
  };
};

/** Saves a function of the tenant, for its queries and rules to call. */
export const saveFunction = async (
  { store, clock }: Fixture,
  tenant: TenantId,
  name: string,
  parameters: string,
  body: string,
): Promise<void> => {
  const at = new Date(clock.now());
  const by = { created_by: 'ada', created_at: at, modified_by: 'ada', modified_at: at };
  await insertHuntingFunction(store.tenant(tenant), { name, parameters, body, description: '', ...by }, 200);
};

export const newTenant = (): TenantId => systemEntropy.uuid() as TenantId;

export const DEVICE = '1e5bc9d7e413ddd7902c2932e418702b84d0cc07';
export const OTHER_DEVICE = 'fb9ab6be3965095a09c057be7c90f0a2aabbccdd';

/** The row of a process that started on Linux, with what `overrides` says. */
export const processRow = (overrides: Readonly<Record<string, CellValue>> = {}) => ({
  Timestamp: '2026-03-01T12:00:00.1234567Z',
  DeviceId: DEVICE,
  DeviceName: 'build-7.example.org',
  ReportId: 1,
  ActionType: 'ProcessCreated',
  FileName: 'dash',
  FolderPath: '/usr/bin/dash',
  SHA1: 'a9993e364706816aba3e25717850c26c9cd0d89d',
  SHA256: 'ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad',
  ProcessId: 4_711,
  ProcessCommandLine: 'sh -c true',
  ProcessCreationTime: '2026-03-01T12:00:00.1200000Z',
  AccountName: 'alice',
  AccountDomain: 'build-7',
  InitiatingProcessFileName: 'bash',
  InitiatingProcessFolderPath: '/usr/bin/bash',
  InitiatingProcessId: 4_000,
  InitiatingProcessCreationTime: '2026-03-01T11:00:00.0000000Z',
  ...overrides,
});
