import { ok } from '@vakt/contract/result';
import { collectionInContext } from '../wire/odata-collection.ts';
import { contextAsAsked } from '../wire/odata-reply.ts';
import { aboutAlert } from './alert-call.ts';
import { addressesIn } from './alert-entities.ts';

/** `GET /api/alerts/{id}/ips` */
export const listAlertIps = aboutAlert(async ({ request }, { evidence }) => {
  const addresses = addressesIn(evidence).map(id => ({ id }));
  return ok(collectionInContext(contextAsAsked(request, 'Ips'), addresses));
});
