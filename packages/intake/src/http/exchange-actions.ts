import type { HttpReply, HttpRequest } from '@vakt/contract/http';
import { isGuid } from '@vakt/contract/ids';
import { fail, ok, type Result } from '@vakt/contract/result';
import { isJsonObject, parseJson } from '../json/parse.ts';
import { type ActionReport, type Authenticate, type DeviceActions, reportedStatuses } from '../ports.ts';
import { bodyText } from './body-text.ts';
import { authenticateDevice } from './device-caller.ts';
import { badRequest, type Failure } from './replies.ts';

const MOST_REPORTS = 100;
const LONGEST_REASON = 2_000;

const isStatus = (value: unknown): value is ActionReport['status'] =>
  reportedStatuses.some(status => status === value);

const reportOf = (value: unknown, at: number): Result<ActionReport, Failure> => {
  const wrong = (what: string) => fail(badRequest(`reports[${at}]${what}`));
  if (!isJsonObject(value)) return wrong(' is not a JSON object.');
  const { id, status, reason } = value;
  if (typeof id !== 'string' || !isGuid(id)) return wrong('.id is not a GUID.');
  if (!isStatus(status)) return wrong(`.status is not one of ${reportedStatuses.join(', ')}.`);
  if (reason === undefined) return ok({ id, status });
  return typeof reason === 'string' && reason.length <= LONGEST_REASON && !reason.includes('\0')
    ? ok({ id, status, reason })
    : wrong(`.reason is not text of at most ${LONGEST_REASON} characters.`);
};

const reportsOf = (text: string): Result<readonly ActionReport[], Failure> => {
  const body = parseJson(text);
  if (!body.ok) return fail(badRequest(`The body ${body.error}.`));
  const given = isJsonObject(body.value) ? body.value['reports'] : undefined;
  if (!Array.isArray(given) || given.length > MOST_REPORTS)
    return fail(badRequest(`reports is not a list of at most ${MOST_REPORTS}.`));
  const reports: ActionReport[] = [];
  for (const [at, value] of given.entries()) {
    const report = reportOf(value, at);
    if (!report.ok) return report;
    reports.push(report.value);
  }
  return ok(reports);
};

/** A device says how its actions went and is told what there is to do; nobody else can say either. */
export const exchangeActions = async (
  { authenticate, actions }: { readonly authenticate: Authenticate; readonly actions: DeviceActions },
  request: HttpRequest,
): Promise<Result<HttpReply, Failure>> => {
  const device = await authenticateDevice(authenticate, request);
  if (!device.ok) return device;
  const text = await bodyText(request);
  if (!text.ok) return text;
  const reports = reportsOf(text.value);
  if (!reports.ok) return reports;
  const { open, refused } = await actions.exchange(device.value, reports.value);
  return ok({ status: 200, headers: { 'cache-control': 'no-store' }, body: { value: open, refused } });
};
