import { fail } from '@vakt/contract/result';
import { changeTenantSettings, readTenantSettings } from '@vakt/store/tenant-settings';
import { UPDATE_TENANT_SETTINGS } from '../audit/changes/tenant-settings.ts';
import { readSettingsChange } from '../tenants/settings-body.ts';
import type { Access } from './access.ts';
import type { GraphOperation } from './graph-call.ts';
import { badRequest } from './graph-error.ts';
import { entityReply, type Outcome } from './graph-reply.ts';

const SET = 'settings';

const READING = [
  'Organization.Read.All',
  'Organization.ReadWrite.All',
  'Directory.Read.All',
  'Directory.ReadWrite.All',
];
const READ: Access = { application: READING, delegated: READING };

/** An application’s own token switches nothing on: whoever steals one must not be able to run code on devices. */
const WRITE: Access = {
  application: [],
  delegated: ['Organization.ReadWrite.All', 'Directory.ReadWrite.All'],
  roles: ['globalAdministrator', 'securityAdministrator'],
};

/** What the tenant has switched on. Vakt's own; in the real service these are switches of its portal. */
export const tenantSettingsOperations: readonly GraphOperation[] = [
  {
    method: 'GET',
    path: '/settings',
    access: READ,
    handle: async (call): Outcome => entityReply(call, SET, { ...(await readTenantSettings(call.db)) }),
  },
  {
    method: 'PATCH',
    path: '/settings',
    access: WRITE,
    audit: UPDATE_TENANT_SETTINGS,
    handle: async (call): Outcome => {
      const change = readSettingsChange(call.body);
      if (!change.ok) return fail(badRequest(change.error));
      return entityReply(call, SET, { ...(await changeTenantSettings(call.db, change.value)) });
    },
  },
];
