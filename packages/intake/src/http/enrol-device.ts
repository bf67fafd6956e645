import type { HttpReply, HttpRequest } from '@vakt/contract/http';
import { parseDeviceId } from '@vakt/contract/ids';
import { fail, ok, type Result } from '@vakt/contract/result';
import { isJsonObject, type JsonObject, parseJson } from '../json/parse.ts';
import type { DeviceEnrolments, EnrolmentRequest } from '../ports.ts';
import { bodyText } from './body-text.ts';
import { badRequest, type Failure } from './replies.ts';

const MAX_TEXT = 256;

const textOf = (body: JsonObject, name: string): Result<string, Failure> => {
  const value = body[name];
  if (typeof value !== 'string' || value.trim() === '')
    return fail(badRequest(`${name} is missing or not text.`));
  return value.length > MAX_TEXT
    ? fail(badRequest(`${name} is longer than ${MAX_TEXT} characters.`))
    : ok(value);
};

const enrolmentRequestOf = (text: string): Result<EnrolmentRequest, Failure> => {
  const body = parseJson(text);
  if (!body.ok) return fail(badRequest(`The body ${body.error}.`));
  if (!isJsonObject(body.value)) return fail(badRequest('The body is not a JSON object.'));
  const texts = ['enrolmentKey', 'deviceId', 'deviceName', 'osPlatform'].map(name =>
    textOf(body.value as JsonObject, name),
  );
  const values: string[] = [];
  for (const found of texts) {
    if (!found.ok) return found;
    values.push(found.value);
  }
  const [enrolmentKey = '', deviceIdText = '', deviceName = '', osPlatform = ''] = values;
  const deviceId = parseDeviceId(deviceIdText);
  if (!deviceId) return fail(badRequest('deviceId is not 40 hexadecimal digits.'));
  return ok({ enrolmentKey, deviceId, deviceName, osPlatform });
};

/** Reads what a device says of itself and hands it to the enrolments, which know the keys. */
export const enrolDevice = async (
  enrolments: DeviceEnrolments,
  request: HttpRequest,
): Promise<Result<HttpReply, Failure>> => {
  const text = await bodyText(request);
  if (!text.ok) return text;
  const wanted = enrolmentRequestOf(text.value);
  if (!wanted.ok) return wanted;
  const enrolled = await enrolments.enrol(wanted.value);
  if (!enrolled.ok) return enrolled;
  const { deviceToken, tenantId } = enrolled.value;
  return ok({ status: 200, headers: { 'cache-control': 'no-store' }, body: { deviceToken, tenantId } });
};
