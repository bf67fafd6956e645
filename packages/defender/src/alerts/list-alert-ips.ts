import { ok } from '@vakt/contract/result';
import { collectionReply } from '../wire/odata-collection.ts';
import { aboutAlert } from './alert-call.ts';
import { addressesIn } from './alert-entities.ts';

/** `GET /api/alerts/{id}/ips` */
export const listAlertIps = aboutAlert(async ({ request }, { evidence }) => {
  const addresses = addressesIn(evidence).map(id => ({ id }));
  return ok(collectionReply(request.origin, 'Ips', addresses));
});
