import { ok } from '@vakt/contract/result';
import { userEntity } from '@vakt/store/alert-entities';
import { relatedAlertsHandler } from '../related/related-alerts.ts';

/** `GET /api/users/{user}/alerts` */
export const listUserAlerts = relatedAlertsHandler(({ user = '' }) => ok(userEntity(user)));
