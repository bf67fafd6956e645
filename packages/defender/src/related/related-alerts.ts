import type { HttpReply } from '@vakt/contract/http';
import { fail, ok, type Result } from '@vakt/contract/result';
import type { AlertEntity } from '@vakt/store/alert-entities';
import { listAlertsNaming } from '@vakt/store/alerts';
import { alertJson } from '../alerts/alert-json.ts';
import type { Call, OperationHandler } from '../call.ts';
import type { ApiFailure } from '../failure.ts';
import { refuseOptions } from '../lists/no-options.ts';
import { collectionReply } from '../wire/odata-collection.ts';

/** As many as a page of alerts has (reference: defender-endpoint-core, section 1.5). */
const MOST_ALERTS = 10_000;

/**
 * Answers with the alerts that name an entity.
 *
 * @param read the entity that the path names, or what is wrong with it.
 */
export const relatedAlertsHandler =
  (read: (params: Call['request']['params']) => Result<AlertEntity, ApiFailure>): OperationHandler =>
  async ({ db, request, principal }): Promise<Result<HttpReply, ApiFailure>> => {
    const refusal = refuseOptions(request.query);
    if (refusal) return fail(refusal);
    const entity = read(request.params);
    if (!entity.ok) return entity;
    const alerts = await listAlertsNaming(db, entity.value, MOST_ALERTS);
    return ok(
      collectionReply(
        request.origin,
        'Alerts',
        alerts.map(alert => alertJson(alert, principal.tenantId)),
      ),
    );
  };
