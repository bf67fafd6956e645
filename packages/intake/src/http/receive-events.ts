import type { HttpReply, HttpRequest } from '@vakt/contract/http';
import type { TableRows } from '@vakt/contract/hunting/tables';
import { fail, ok, type Result } from '@vakt/contract/result';
import type { Authenticate, EventSink, IntakeCaller, SinkFailure } from '../ports.ts';
import type { Redelivery } from '../redelivery.ts';
import { type RecordSlot, recordsOfText } from '../streaming-json/document.ts';
import { acceptRecords, type Reception } from './accept-records.ts';
import { bodyText } from './body-text.ts';
import { badRequest, type Failure, forbidden, sinkFailure, tooLarge, tooMany } from './replies.ts';

/** What receiving events needs. */
export interface EventPorts {
  readonly authenticate: Authenticate;
  readonly sink: EventSink;
  /** Keeps out what a device delivers a second time. */
  readonly redelivery: Redelivery;
}

const MAX_RECORDS = 100_000;
const MAX_LISTED_REJECTS = 1_000;
const MAX_AT_ONCE = 16;
const IMPORT_NAME = /^[\p{L}\p{N} ._:+-]{1,128}$/u;

const importNameOf = (request: HttpRequest, caller: IntakeCaller): Result<string | undefined, Failure> => {
  const name = request.query.get('import');
  if (name === null) return ok(undefined);
  // Imported events pass by the live rules: a device that could name an import could hide what it does.
  if (caller.deviceId !== undefined) return fail(forbidden("A device's token may not name an import."));
  if (!IMPORT_NAME.test(name))
    return fail(badRequest('import must be 1 to 128 letters, digits, spaces or . _ : + -'));
  return ok(name);
};

const slotsOf = async (request: HttpRequest): Promise<Result<readonly RecordSlot[], Failure>> => {
  const text = await bodyText(request);
  if (!text.ok) return text;
  const slots = recordsOfText(text.value);
  if (!slots.ok) return fail(badRequest(`The body ${slots.error}.`));
  return slots.value.length > MAX_RECORDS
    ? fail(tooLarge(`The body has more than ${MAX_RECORDS} records.`))
    : slots;
};

const summary = ({ accepted, repeated, rejected, ignoredColumns }: Reception): object => ({
  accepted,
  ...(repeated > 0 && { repeated }),
  rejected: rejected.slice(0, MAX_LISTED_REJECTS),
  ...(rejected.length > MAX_LISTED_REJECTS && { rejectedCount: rejected.length }),
  ...(ignoredColumns.length > 0 && { ignoredColumns }),
});

/** A device's rows are stored once however often it delivers them; what others send is theirs to repeat or not. */
const store = (
  { sink, redelivery }: EventPorts,
  { tenantId, deviceId }: IntakeCaller,
  importName: string | undefined,
  tables: readonly TableRows[],
): Promise<Result<void, SinkFailure>> =>
  deviceId === undefined
    ? sink.write(tenantId, tables, importName === undefined ? {} : { importName })
    : redelivery.once({ tenantId, deviceId }, tables, fresh => sink.write(tenantId, fresh, {}));

const receive = async (ports: EventPorts, request: HttpRequest): Promise<Result<HttpReply, Failure>> => {
  const caller = await ports.authenticate(request);
  if (!caller.ok) return caller;
  const importName = importNameOf(request, caller.value);
  if (!importName.ok) return importName;
  const slots = await slotsOf(request);
  if (!slots.ok) return slots;
  const reception = acceptRecords(caller.value, slots.value);
  if (reception.accepted > 0) {
    const written = await store(ports, caller.value, importName.value, reception.tables);
    if (!written.ok) return fail(sinkFailure(written.error));
  }
  return ok({ status: 200, body: summary(reception) });
};

/**
 * Makes the handler's work: authenticate, read, sort, store, and only then answer. At most 16 requests are at work at
 * once; more are told to come again, so that unpacked bodies cannot pile up in memory.
 */
export const eventReceiver = (
  ports: EventPorts,
): ((request: HttpRequest) => Promise<Result<HttpReply, Failure>>) => {
  let atWork = 0;
  return async request => {
    if (atWork >= MAX_AT_ONCE) return fail(tooMany('Too many deliveries at once.', 1));
    atWork += 1;
    try {
      return await receive(ports, request);
    } finally {
      atWork -= 1;
    }
  };
};
