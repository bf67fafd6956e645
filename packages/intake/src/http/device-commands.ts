import type { HttpReply, HttpRequest } from '@vakt/contract/http';
import { isGuid } from '@vakt/contract/ids';
import { fail, ok, type Result } from '@vakt/contract/result';
import { isJsonObject, parseJson } from '../json/parse.ts';
import {
  type Authenticate,
  type CommandPlace,
  type CommandProgress,
  commandStatuses,
  type DeviceSessions,
  type EnrolledDevice,
} from '../ports.ts';
import { bodyText } from './body-text.ts';
import { authenticateDevice } from './device-caller.ts';
import { badRequest, type Failure } from './replies.ts';

/** The largest result of a command, in bytes. */
export const RESULT_LIMIT = 32 * 1_048_576;

const MOST_ERRORS = 20;
const LONGEST_ERROR = 2_000;

/** What the handlers of commands work with. */
export interface CommandParts {
  readonly authenticate: Authenticate;
  readonly sessions: DeviceSessions;
}

type Handled = Promise<Result<HttpReply, Failure>>;

const DONE = ok({ status: 204 });

const notInTurn = ({ actionId, index }: CommandPlace): Result<never, Failure> =>
  fail({
    status: 404,
    code: 'ResourceNotFound',
    message: `This device has no open live response action ${actionId} whose turn is command ${index}.`,
  });

/** Who calls, about which command. */
const readCaller = async (
  { authenticate }: CommandParts,
  request: HttpRequest,
): Promise<Result<{ readonly device: EnrolledDevice; readonly place: CommandPlace }, Failure>> => {
  const device = await authenticateDevice(authenticate, request);
  if (!device.ok) return device;
  const { id = '', index = '' } = request.params;
  if (!isGuid(id)) return fail(badRequest('The action’s id is not a GUID.'));
  if (!/^\d{1,3}$/.test(index)) return fail(badRequest('The command’s index is not a number.'));
  return ok({ device: device.value, place: { actionId: id.toLowerCase(), index: Number(index) } });
};

const isStatus = (value: unknown): value is CommandProgress['status'] =>
  commandStatuses.some(status => status === value);

const isError = (value: unknown): value is string =>
  typeof value === 'string' && value.length <= LONGEST_ERROR && !value.includes('\0');

const progressOf = (text: string): Result<CommandProgress, Failure> => {
  const body = parseJson(text);
  if (!body.ok) return fail(badRequest(`The body ${body.error}.`));
  const { status, errors = [] } = isJsonObject(body.value) ? body.value : {};
  if (!isStatus(status)) return fail(badRequest(`status is not one of ${commandStatuses.join(', ')}.`));
  return Array.isArray(errors) && errors.length <= MOST_ERRORS && errors.every(isError)
    ? ok({ status, errors })
    : fail(
        badRequest(`errors is not a list of at most ${MOST_ERRORS} texts of ${LONGEST_ERROR} characters.`),
      );
};

/** A device says how the command of a session that is in turn goes. */
export const reportCommand = async (parts: CommandParts, request: HttpRequest): Handled => {
  const caller = await readCaller(parts, request);
  if (!caller.ok) return caller;
  const text = await bodyText(request);
  if (!text.ok) return text;
  const progress = progressOf(text.value);
  if (!progress.ok) return progress;
  const { device, place } = caller.value;
  return (await parts.sessions.progress(device, place, progress.value)) ? DONE : notInTurn(place);
};

/** Takes what the command in turn gave. */
export const receiveCommandResult = async (parts: CommandParts, request: HttpRequest): Handled => {
  const caller = await readCaller(parts, request);
  if (!caller.ok) return caller;
  const { device, place } = caller.value;
  return (await parts.sessions.keepResult(device, place, request.body)) ? DONE : notInTurn(place);
};

/** Gives a device the file of the library that the command in turn needs; it sees no other one. */
export const sendLibraryFile = async (parts: CommandParts, request: HttpRequest): Handled => {
  const caller = await readCaller(parts, request);
  if (!caller.ok) return caller;
  const { device, place } = caller.value;
  const content = await parts.sessions.libraryFile(device, place);
  if (!content) return notInTurn(place);
  return ok({
    status: 200,
    headers: { 'content-type': 'application/octet-stream', 'cache-control': 'no-store' },
    body: content,
  });
};
