import { ok } from '@vakt/contract/result';
import { fileEntity } from '@vakt/store/alert-entities';
import { relatedAlertsHandler } from '../related/related-alerts.ts';
import { readSha1 } from './file-hash.ts';

/** `GET /api/files/{sha1}/alerts` */
export const listFileAlerts = relatedAlertsHandler(({ sha1 = '' }) => {
  const hash = readSha1(sha1);
  return hash.ok ? ok(fileEntity(hash.value)) : hash;
});
