import { textOf } from '@vakt/contract/event-row';
import { fail, ok } from '@vakt/contract/result';
import type { OperationHandler } from '../call.ts';
import { notFound } from '../failure.ts';
import { askLake } from '../lake/ask-lake.ts';
import { findPrevalence, prevalenceJson } from '../statistics/prevalence.ts';
import { statisticsReply } from '../statistics/statistics-reply.ts';
import { findFileFacts } from './file-facts.ts';
import { eventsOfFile, readFileHash } from './file-hash.ts';

const TOP_NAMES = 5;

/** `GET /api/files/{id}/stats` */
export const getFileStatistics: OperationHandler = async call => {
  const { params, origin } = call.request;
  const hash = readFileHash(params['id'] ?? '');
  if (!hash.ok) return hash;
  const { column, value } = hash.value;
  const events = eventsOfFile(hash.value);
  const prevalence = await findPrevalence(call, events);
  if (!prevalence.ok) return prevalence;
  const file = { sha1: column === 'SHA1' ? value : null, sha256: column === 'SHA256' ? value : null };
  const find = await findFileFacts(call, [file]);
  if (!find.ok) return find;
  const { seen } = find.value(file);
  if (!seen) return fail(notFound('File', value));
  const devices = seen.devices ?? 0;
  const names = await askLake(
    call,
    `${events} | where isnotempty(FileName) | summarize Events = count() by FileName | top ${TOP_NAMES} by Events`,
    TOP_NAMES,
  );
  if (!names.ok) return names;
  return ok(
    statisticsReply(origin, 'InOrgFileStats', {
      sha1: file.sha1 ?? seen.sha1 ?? null,
      ...prevalenceJson(prevalence.value),
      globalPrevalence: String(devices),
      globallyPrevalence: devices,
      globalFirstObserved: seen.first ?? null,
      globalLastObserved: seen.last ?? null,
      topFileNames: names.value.flatMap(row => textOf(row, 'FileName') ?? []),
    }),
  );
};
