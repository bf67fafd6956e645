import type { GraphCall } from '../../directory/graph-call.ts';
import { findNamedApplication } from '../../directory/named-application.ts';
import { findNamedServicePrincipal } from '../../directory/named-service-principal.ts';
import type { AuditedOperation } from '../audited-operation.ts';
import type { ChangeTarget, ModifiedProperty, OperationType } from '../directory-change.ts';
import { setTo, takenAway, textOfBody, updatedProperties } from './properties.ts';

const namedApplication = async (call: GraphCall): Promise<readonly ChangeTarget[]> => {
  const found = await findNamedApplication(call);
  return found.ok ? [{ id: found.value.id, displayName: found.value.display_name, type: 'Application' }] : [];
};

const namedServicePrincipal = async (call: GraphCall): Promise<readonly ChangeTarget[]> => {
  const found = await findNamedServicePrincipal(call);
  return found.ok
    ? [{ id: found.value.id, displayName: found.value.display_name, type: 'ServicePrincipal' }]
    : [];
};

const onApplication = (
  activity: string,
  operationType: OperationType,
  properties?: AuditedOperation['properties'],
): AuditedOperation => ({
  activity,
  category: 'ApplicationManagement',
  operationType,
  targets: namedApplication,
  ...(properties && { properties }),
});

const onServicePrincipal = (
  activity: string,
  operationType: OperationType,
  properties?: AuditedOperation['properties'],
): AuditedOperation => ({
  ...onApplication(activity, operationType, properties),
  targets: namedServicePrincipal,
});

/** A credential by what tells it apart; its value is in nobody's log. */
const describeKey = (key: Readonly<Record<string, unknown>>, type: 'Password' | 'Certificate'): string[] => [
  `[KeyIdentifier=${String(key['keyId'])},KeyType=${type},KeyUsage=Verify,DisplayName=${String(key['displayName'] ?? '')}]`,
];

const CREDENTIALS = 'Update application – Certificates and secrets management';

const removedKey = ({ body }: GraphCall): readonly ModifiedProperty[] => [
  takenAway('KeyDescription', [`[KeyIdentifier=${String(body['keyId'])}]`]),
];

/** The credentials of an application travel in a PATCH too. */
const setsCredentials = ({ body }: GraphCall): boolean =>
  'keyCredentials' in body || 'passwordCredentials' in body;

export const ADD_APPLICATION: AuditedOperation = {
  ...onApplication('Add application', 'Add'),
  targets: async call => [{ id: '', displayName: textOfBody(call, 'displayName'), type: 'Application' }],
  properties: (_call, reply) => [setTo('AppId', reply['appId'])],
};

export const UPDATE_APPLICATION: AuditedOperation = {
  ...onApplication('Update application', 'Update', updatedProperties),
  activity: call => (setsCredentials(call) ? CREDENTIALS : 'Update application'),
};

export const DELETE_APPLICATION = onApplication('Delete application', 'Delete');

export const ADD_SECRET = onApplication(CREDENTIALS, 'Update', (_call, reply) => [
  setTo('KeyDescription', describeKey(reply, 'Password')),
]);

export const REMOVE_SECRET = onApplication(CREDENTIALS, 'Update', removedKey);

export const ADD_CERTIFICATE = onApplication(CREDENTIALS, 'Update', (_call, reply) => [
  setTo('KeyDescription', describeKey(reply, 'Certificate')),
]);

export const REMOVE_CERTIFICATE = REMOVE_SECRET;

/** Workloads of elsewhere that may sign in as the application. */
export const ADD_FEDERATED_CREDENTIAL = onApplication(CREDENTIALS, 'Update', (_call, reply) => [
  setTo('FederatedIdentityCredentials', {
    name: reply['name'],
    issuer: reply['issuer'],
    subject: reply['subject'],
  }),
]);
export const UPDATE_FEDERATED_CREDENTIAL = onApplication(CREDENTIALS, 'Update', updatedProperties);
export const REMOVE_FEDERATED_CREDENTIAL = onApplication(CREDENTIALS, 'Update', ({ request }) => [
  takenAway('FederatedIdentityCredentials', request.params),
]);

export const ADD_SERVICE_PRINCIPAL: AuditedOperation = {
  ...onServicePrincipal('Add service principal', 'Add'),
  targets: async () => [{ id: '', displayName: null, type: 'ServicePrincipal' }],
  properties: call => [setTo('AppId', textOfBody(call, 'appId'))],
};

export const UPDATE_SERVICE_PRINCIPAL = onServicePrincipal(
  'Update service principal',
  'Update',
  updatedProperties,
);

export const DELETE_SERVICE_PRINCIPAL = onServicePrincipal('Remove service principal', 'Delete');

const OWNER = 'Owner';
const ownerReference = (call: GraphCall): readonly ModifiedProperty[] => [
  setTo(OWNER, textOfBody(call, '@odata.id')),
];
const removedOwner = ({ request }: GraphCall): readonly ModifiedProperty[] => [
  takenAway(OWNER, request.params['ownerId']),
];

export const ADD_APPLICATION_OWNER = onApplication('Add owner to application', 'Assign', ownerReference);
export const REMOVE_APPLICATION_OWNER = onApplication(
  'Remove owner from application',
  'Unassign',
  removedOwner,
);
export const ADD_SERVICE_PRINCIPAL_OWNER = onServicePrincipal(
  'Add owner to service principal',
  'Assign',
  ownerReference,
);
export const REMOVE_SERVICE_PRINCIPAL_OWNER = onServicePrincipal(
  'Remove owner from service principal',
  'Unassign',
  removedOwner,
);

/** Which customers a partner's application works for; a list that grants nothing. */
const onCustomers = (activity: string, operationType: OperationType): AuditedOperation => ({
  activity,
  category: 'ApplicationManagement',
  operationType,
  targets: async call => [
    {
      id: call.request.params['tenantId'] ?? textOfBody(call, 'tenantId') ?? '',
      displayName: textOfBody(call, 'displayName'),
      type: 'Other',
    },
  ],
});

export const ADD_CUSTOMER = onCustomers('Add partner customer', 'Add');
export const REMOVE_CUSTOMER = onCustomers('Remove partner customer', 'Delete');
