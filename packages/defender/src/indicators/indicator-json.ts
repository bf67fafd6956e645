import { formatTicks } from '@vakt/contract/ticks';
import type { Indicator } from '@vakt/store/indicators';
import type { Call } from '../call.ts';
import { contextOf, odataReply } from '../wire/odata-reply.ts';

/** What clients meet as an indicator's `category` (reference: wire-quirks, section 4). */
const CATEGORY = 1;

/** Every indicator comes by these calls. */
const CREATED_BY_SOURCE = 'PublicApi';

/** An indicator on the wire, with its properties in the wire's order. */
export const indicatorJson = (indicator: Indicator) => ({
  id: String(indicator.indicator_id),
  indicatorValue: indicator.indicator_value,
  indicatorType: indicator.indicator_type,
  action: indicator.action,
  createdBy: indicator.created_by,
  severity: indicator.severity,
  category: CATEGORY,
  application: indicator.application,
  educateUrl: indicator.educate_url,
  bypassDurationHours: null,
  title: indicator.title,
  description: indicator.description,
  recommendedActions: indicator.recommended_actions,
  creationTimeDateTimeUtc: formatTicks(indicator.created_ticks),
  expirationTime: indicator.expires_ticks === null ? null : formatTicks(indicator.expires_ticks),
  lastUpdateTime: formatTicks(indicator.updated_ticks),
  lastUpdatedBy: indicator.last_updated_by,
  rbacGroupNames: indicator.rbac_group_names,
  rbacGroupIds: [],
  notificationId: null,
  notificationBody: null,
  version: null,
  mitreTechniques: [],
  historicalDetection: false,
  lookBackPeriod: null,
  generateAlert: indicator.generate_alert,
  additionalInfo: null,
  createdByDisplayName: indicator.created_by_display_name,
  externalId: indicator.external_id,
  source: indicator.created_by_display_name,
  createdBySource: CREATED_BY_SOURCE,
  sourceType: indicator.source_type,
  certificateInfo: null,
});

/** The reply that is one indicator. */
export const indicatorReply = ({ request }: Call, indicator: Indicator) =>
  odataReply(200, {
    '@odata.context': contextOf(request.origin, 'Indicators/$entity'),
    ...indicatorJson(indicator),
  });
