import { userProfileSchema } from '../schemas/user.ts';
import { entityOperation, readPermission, relatedAlerts, relatedMachines } from './entity-operation.ts';
import type { Operation } from './operation.ts';

const NAME =
  'The user is named by the account’s name alone (`user1`), as the page says, in any letter case and of any domain.';

export const listUserAlerts = relatedAlerts({
  id: 'listUserAlerts',
  path: '/users/{user}/alerts',
  summary: 'List the alerts that name a user, the newest first',
  resource: 'Users',
  errors: [],
  notes: [NAME],
});

export const listUserMachines = relatedMachines({
  id: 'listUserMachines',
  path: '/users/{user}/machines',
  summary: 'List the machines that a user logged on to, the latest first',
  resource: 'Users',
  errors: [],
  notes: [NAME, 'By successful log-ons.'],
});

export const getUser: Operation = {
  ...entityOperation,
  id: 'getUser',
  path: '/users/{id}',
  summary: 'Get what is known of a user’s log-ons',
  resource: 'Users',
  permissions: readPermission('User.Read.All'),
  reply: {
    status: 200,
    schema: userProfileSchema,
    example: {
      '@odata.context': 'https://api.security.microsoft.com/api/$metadata#Users/$entity',
      id: 'user1',
      firstSeen: '2018-08-02T00:00:00.0000000Z',
      lastSeen: '2018-08-04T00:00:00.0000000Z',
      mostPrevalentMachineId: null,
      leastPrevalentMachineId: null,
      logonTypes: 'Network',
      logOnMachinesCount: 3,
      isDomainAdmin: false,
      isOnlyNetworkUser: true,
    },
  },
  errors: ['ResourceNotFound', 'ServiceUnavailable'],
  notes: [
    NAME,
    'The page is no longer among the current ones, and lists no delegated permission; `User.Read.All` is read for users, too, as on the alert’s user.',
    'A user without a successful log-on is a 404. `isDomainAdmin` is false: events do not tell the groups of a domain.',
  ],
};
