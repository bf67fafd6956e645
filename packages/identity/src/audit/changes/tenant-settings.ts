import type { AuditedOperation } from '../audited-operation.ts';
import { setTo } from './properties.ts';

/** A change of what the tenant has switched on: the log has the settings as they are from then on. */
export const UPDATE_TENANT_SETTINGS: AuditedOperation = {
  activity: 'Update company settings',
  category: 'DirectoryManagement',
  operationType: 'Update',
  targets: async ({ principal: { tenantId } }) => [{ id: tenantId, displayName: null, type: 'Directory' }],
  properties: (_call, { liveResponse, liveResponseUnsignedScripts }) => [
    setTo('liveResponse', liveResponse),
    setTo('liveResponseUnsignedScripts', liveResponseUnsignedScripts),
  ],
};
