import { readApis } from '../../../data/apis.ts';
import {
  applyConsentChange,
  ensureServicePrincipal,
  readConsents,
} from '../../../data/application-consents.ts';
import { readApplication } from '../../../data/applications.ts';
import type { Graph } from '../../../data/graph.ts';
import { grantSteps } from './consent-plan.ts';
import { missingOf, overviewOf } from './permission-state.ts';

/**
 * Consents, for everybody in the tenant, to what an application asks for at this moment: makes it and its APIs present in the
 * tenant, then grants what is missing.
 *
 * @param applicationId the object id.
 * @throws Problem at the first step that is refused; those before it stand.
 */
export const grantAdminConsent = async (graph: Graph, applicationId: string): Promise<void> => {
  const { appId, requiredResourceAccess } = await readApplication(graph, applicationId);
  const clientId = await ensureServicePrincipal(graph, appId);
  for (const { resourceAppId } of requiredResourceAccess) await ensureServicePrincipal(graph, resourceAppId);
  const [apis, consents] = await Promise.all([readApis(graph), readConsents(graph, appId)]);
  const missing = missingOf(overviewOf(requiredResourceAccess, apis, consents));
  for (const step of grantSteps(missing, consents, clientId)) await applyConsentChange(graph, step);
};
