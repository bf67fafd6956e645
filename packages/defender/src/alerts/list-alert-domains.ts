import { ok } from '@vakt/contract/result';
import { collectionInContext } from '../wire/odata-collection.ts';
import { contextAsAsked } from '../wire/odata-reply.ts';
import { aboutAlert } from './alert-call.ts';
import { domainsIn } from './alert-entities.ts';

/** `GET /api/alerts/{id}/domains` */
export const listAlertDomains = aboutAlert(async ({ request }, { evidence }) => {
  const domains = domainsIn(evidence).map(host => ({ host }));
  return ok(collectionInContext(contextAsAsked(request, 'Domains'), domains));
});
