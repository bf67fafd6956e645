import { randomUUID } from 'node:crypto';
import { addressOf } from '@vakt/contract/operations/address';
import { submissionExample } from '@vakt/contract/operations/examples/indicator';
import { libraryFileExample } from '@vakt/contract/operations/examples/library-file';
import type { Operation } from '@vakt/contract/operations/operation';
import type { Principal } from '@vakt/contract/principal';
import { ok } from '@vakt/contract/result';
import { nowTicks } from '@vakt/contract/ticks';
import type { Database } from '@vakt/store/database';
import { insertMachineAction } from '@vakt/store/machine-actions';
import type { Store } from '@vakt/store/store';
import { newMachineAction } from '@vakt/testing/machine-action';
import { withTestStore } from '@vakt/testing/store';
import type { Kysely } from 'kysely';
import { application, TENANT, TestApi, user } from './api.ts';
import { addEndedSession, addLibraryFile, allowLiveResponse, uploadForm } from './live-response-records.ts';
import { addAlert, addDevices, deviceId } from './records.ts';

const SHA1 = 'a9993e364706816aba3e25717850c26c9cd0d89d';
const SEEN = '2026-11-21T05:00:00.1234567Z';
const MACHINE = `/api/machines/${deviceId('0')}`;

/** Ids that nothing has, by the set. */
const UNKNOWN_IDS: Readonly<Record<string, string>> = {
  alerts: 'da1_1',
  machines: deviceId('f'),
  machineactions: randomUUID(),
  incidents: '987654321',
  indicators: '987654321',
  investigations: '987654321',
  files: 'f'.repeat(40),
  users: 'nobody',
  libraryfiles: 'nothing.sh',
};

/** Bodies of calls that name in them, not in their path, what nothing has. */
const UNKNOWN_BODIES: Readonly<Record<string, unknown>> = {
  batchUpdateAlerts: { alertIds: ['da1_1'], status: 'InProgress' },
  tagMachines: { Value: 'lab', Action: 'Add', MachineIds: [deviceId('f')] },
  deleteIndicators: { IndicatorIds: ['987654321'] },
};

/** What no parameter of this name can be. */
const MALFORMED: Readonly<Record<string, string>> = {
  ip: 'here',
  key: 'here',
  sha1: 'short',
  domain: 'no%20domain',
  timestamp: 'yesterday',
  index: 'first',
};

/** What a call says: an address, and a body where the operation takes one. */
export interface Asked {
  readonly address: string;
  readonly body?: unknown;
}

/** A tenant that has something of everything, so that each operation can be called and finds it. */
export class OperationWorld {
  readonly store: Store;
  readonly api: TestApi;
  readonly #close: () => Promise<void>;
  #lakeIsEmpty = false;
  /** What there is, by the set. */
  readonly #ids: Record<string, string> = { machines: deviceId('0'), files: SHA1, users: 'alice' };
  /** Bodies of calls whose example names what is not there. */
  readonly #bodies: Record<string, unknown> = {
    tagMachines: { Value: 'lab', Action: 'Add', MachineIds: [deviceId('0')] },
  };

  private constructor(store: Store, close: () => Promise<void>) {
    this.store = store;
    this.#close = close;
    this.api = new TestApi(store);
    this.api.hunt = (_kql, tenant) => {
      const names = ['FileName', 'DeviceId', 'SHA1', 'SourceTable'].map(name => ({ name, type: 'string' }));
      const times = ['Timestamp', 'First', 'Last'].map(name => ({ name, type: 'datetime' }));
      const row = ['sh', deviceId('0'), SHA1, 'DeviceFileEvents', SEEN, SEEN, SEEN];
      return ok({
        columns: [...names, ...times],
        rows: tenant === TENANT && !this.#lakeIsEmpty ? [row] : [],
        statistics: { elapsedSeconds: 0.5, rowsRead: 1, bytesRead: 1, memoryBytes: 1 },
      } as never);
    };
  }

  static async open(): Promise<OperationWorld> {
    const { store, close } = await withTestStore();
    const world = new OperationWorld(store, close);
    await world.#populate();
    return world;
  }

  close(): Promise<void> {
    return this.#close();
  }

  /** What a call of the operation says, on one of its paths, so that it succeeds. */
  asked({ id, body }: Operation, path: string): Asked {
    return { address: this.#addressOf(path), body: this.#bodies[id] ?? body?.example };
  }

  /** What a call says that names an id which nothing has. */
  askedOfNothing(operation: Operation): Asked {
    const path = addressOf(operation).replace(/(\w+)\/\{\w+\}/, (whole, set: string) =>
      UNKNOWN_IDS[set] === undefined ? whole : `${set}/${UNKNOWN_IDS[set]}`,
    );
    const { address, body } = this.asked(operation, path);
    return { address, body: UNKNOWN_BODIES[operation.id] ?? body };
  }

  /** What a call says that the operation cannot take. */
  askedBadly(operation: Operation): Asked {
    const { errors, body, query: [option] = [] } = operation;
    const whole = addressOf(operation);
    const address = this.#addressOf(whole);
    if (body) return { address, body: body.form === 'multipart' ? 'no form' : '{' };
    if (errors.includes('ODataError'))
      return { address: `${address}${address.includes('?') ? '&' : '?'}$filter=nothing eq 1` };
    const malformed = whole
      .replace('files/{id}', 'files/short')
      .replace(/\{(\w+)\}/g, (part, name: string) => MALFORMED[name] ?? part);
    return malformed === whole && option
      ? { address: `${address}?${option.name}=none` }
      : { address: this.#addressOf(malformed) };
  }

  /** Does something while there are no events. */
  async withoutEvents<Result>(work: () => Promise<Result>): Promise<Result> {
    this.#lakeIsEmpty = true;
    try {
      return await work();
    } finally {
      this.#lakeIsEmpty = false;
    }
  }

  /** Makes anew what a call of the operation uses up. */
  async renew({ id }: Operation, caller: Principal): Promise<void> {
    await this.#renewals[id]?.(caller);
  }

  readonly #renewals: Readonly<Record<string, (caller: Principal) => Promise<void>>> = {
    getPackageUri: async () => {
      const id = await this.#addAction('CollectInvestigationPackage', 'Succeeded');
      this.api.packages.set(id, Buffer.from('zip'));
      this.#ids['machineactions'] = id;
    },
    cancelMachineAction: async () => {
      this.#ids['machineactions'] = await this.#addAction();
    },
    startInvestigation: () => this.#forget('investigations'),
    getInvestigation: () => this.#addInvestigation(),
    getLiveResponseResult: async () => {
      const result = { fileName: 'hosts', content: 'x' };
      this.#ids['machineactions'] = await addEndedSession(this.#db, result);
    },
    uploadLibraryFile: async () => {
      const fields = { ...libraryFileExample, OverrideIfExists: 'true', hasParameters: 'true' };
      this.#bodies['uploadLibraryFile'] = uploadForm(libraryFileExample.fileName, fields);
    },
    deleteLibraryFile: () => addLibraryFile(this.#db, libraryFileExample.fileName),
    submitIndicator: () => this.#forget('indicators'),
    // Users see what they submitted themselves.
    listIndicators: ({ kind }) => this.#addIndicator(kind === 'user' ? user(['Ti.ReadWrite']) : undefined),
    findMachinesByTag: async () => {
      await this.#post(`${MACHINE}/tags`, 'Machine.ReadWrite.All', { Value: 'lab', Action: 'Add' });
    },
    getIndicator: ({ kind }) => this.#addIndicator(kind === 'user' ? user(['Ti.ReadWrite']) : undefined),
    deleteIndicator: () => this.#addIndicator(),
    deleteIndicators: async () => {
      await this.#addIndicator();
      this.#bodies['deleteIndicators'] = { IndicatorIds: [this.#ids['indicators']] };
    },
  };

  get #db(): Kysely<Database> {
    return this.store.tenant(TENANT);
  }

  async #populate(): Promise<void> {
    const logon = { accountName: 'alice', accountDomain: 'contoso', logonType: 'Network', lastSeen: SEEN };
    await addDevices(this.#db, { osPlatform: 'Windows10', loggedOnUsers: [logon] });
    await allowLiveResponse(this.#db);
    await addLibraryFile(this.#db, libraryFileExample.fileName);
    const { alertId, incidentId } = await addAlert(this.#db, this.api.now, {
      evidence: [
        { entityType: 'User', accountName: 'alice', domainName: 'contoso' },
        { entityType: 'File', fileName: 'sh', sha1: SHA1 },
        { entityType: 'Ip', ipAddress: '10.0.0.1' },
        { entityType: 'Url', url: 'http://evil.example/x' },
      ],
    });
    const machineactions = await this.#addAction();
    Object.assign(this.#ids, { alerts: alertId, incidents: String(incidentId), machineactions });
    this.#bodies['batchUpdateAlerts'] = { alertIds: [alertId], status: 'InProgress' };
  }

  /** Ids, arguments of functions, and parameters that a call cannot do without. */
  #addressOf(path: string): string {
    return path
      .replace(/(\w+)\/\{id\}/, (_, set: string) => `${set}/${this.#ids[set] ?? 'unknown'}`)
      .replace(/\{(?:ip|key)\}/, '10.0.0.1')
      .replace('{sha1}', SHA1)
      .replace('{domain}', 'evil.example')
      .replace('{user}', 'alice')
      .replace('{index}', '0')
      .replace('{fileName}', libraryFileExample.fileName)
      .replace('{timestamp}', new Date(this.api.now).toISOString())
      .replace(/findbytag$/, '$&?tag=lab');
  }

  /** An action that waits for its device. */
  async #addAction(type = 'LiveResponse', status = 'Pending'): Promise<string> {
    const ticks = nowTicks(this.api.clock);
    const action = newMachineAction({
      type,
      status,
      machine_id: deviceId('0'),
      requestor: 'Collector',
      created_ticks: ticks,
      updated_ticks: ticks,
    });
    return (await insertMachineAction(this.#db, action)).action_id;
  }

  async #forget(table: 'indicators' | 'investigations'): Promise<void> {
    await this.#db.deleteFrom(table).execute();
  }

  /** An indicator of the application that calls: what another one submitted, it could not change. */
  async #addIndicator(as?: Principal): Promise<void> {
    await this.#forget('indicators');
    const body = { ...submissionExample, expirationTime: null };
    this.#ids['indicators'] = await this.#post('/api/indicators', as ?? 'Ti.ReadWrite.All', body);
  }

  async #addInvestigation(): Promise<void> {
    await this.#forget('investigations');
    const address = `${MACHINE}/startInvestigation`;
    this.#ids['investigations'] = await this.#post(address, 'Alert.ReadWrite.All', { Comment: 'test' });
  }

  /** The id of what a call made. */
  async #post(address: string, by: Principal | string, body: unknown): Promise<string> {
    const as = typeof by === 'string' ? application([by]) : by;
    return (await this.api.call(address, { method: 'POST', as, body })).json<{ id: string }>().id;
  }
}
