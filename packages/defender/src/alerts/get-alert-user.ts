import { relatedUserOf } from '@vakt/contract/evidence-list';
import { fail, ok } from '@vakt/contract/result';
import { formatTicks } from '@vakt/contract/ticks';
import type { Alert } from '@vakt/store/alerts';
import { apiFailure } from '../failure.ts';
import { logonSummaryJson, timesOfLogons } from '../users/logon-summary.ts';
import { userId } from '../users/logon-types.ts';
import { findLogonsOf, type Logons } from '../users/logons.ts';
import { contextOf, odataReply } from '../wire/odata-reply.ts';
import { aboutAlert } from './alert-call.ts';

/** The account's SID in the alert's own evidence. */
const sidIn = ({ evidence }: Alert, name: string): string | null =>
  evidence.find(({ accountName, userSid }) => accountName === name && userSid !== null)?.userSid ?? null;

const userJson = (
  alert: Alert,
  user: { userName: string; domainName: string },
  logons: readonly Logons[],
) => ({
  id: userId(user.domainName, user.userName),
  accountName: user.userName,
  accountDomain: user.domainName,
  accountSid: sidIn(alert, user.userName) ?? logons.find(({ accountSid }) => accountSid)?.accountSid ?? null,
  ...(timesOfLogons(logons) ?? {
    firstSeen: formatTicks(alert.first_event_ticks),
    lastSeen: formatTicks(alert.last_event_ticks),
  }),
  ...logonSummaryJson(logons),
});

/** `GET /api/alerts/{id}/user` */
export const getAlertUser = aboutAlert(async (call, alert) => {
  const user = alert.related_user ?? relatedUserOf(alert.evidence);
  if (!user) return fail(apiFailure('ResourceNotFound', `User of alert ${alert.alert_id} was not found`));
  const logons = await findLogonsOf(call, { name: user.userName, domain: user.domainName });
  if (!logons.ok) return logons;
  const context = contextOf(call.request.origin, 'Users/$entity');
  return ok(odataReply(200, { '@odata.context': context, ...userJson(alert, user, logons.value) }));
});
