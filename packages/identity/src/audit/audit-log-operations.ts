import { parseObjectId } from '@vakt/contract/ids';
import type { Filter } from '@vakt/contract/query';
import { fail } from '@vakt/contract/result';
import { findDirectoryAudit, listDirectoryAudits } from '@vakt/store/audit/directory-audits';
import type { LogQuery } from '@vakt/store/audit/log-query';
import { findSignInEvent, listSignInEvents } from '@vakt/store/audit/sign-in-events';
import type { Access } from '../directory/access.ts';
import type { GraphCall, GraphOperation } from '../directory/graph-call.ts';
import { notFound } from '../directory/graph-error.ts';
import { entityReply, type Outcome } from '../directory/graph-reply.ts';
import { directoryAuditEntity } from './directory-audit-entity.ts';
import { isAbout, type LogSet, logReply, readLogQuery } from './log-list.ts';
import { signInEntity } from './sign-in-entity.ts';
import { SIGN_IN_EVENT_TYPES } from './sign-in-event.ts';

/** Who may read the log (vendor page: Microsoft Entra built-in roles). */
const READ_LOG: Access = {
  application: ['AuditLog.Read.All'],
  delegated: ['AuditLog.Read.All'],
  roles: [
    'globalAdministrator',
    'securityAdministrator',
    'securityOperator',
    'securityReader',
    'applicationAdministrator',
    'cloudApplicationAdministrator',
  ],
};

const TEXT = { type: 'string' } as const;
const TEXTS = { type: 'string', collection: true } as const;
const TIME = { type: 'datetime' } as const;

const SIGN_INS: LogSet = {
  path: 'auditLogs/signIns',
  entity: 'microsoft.graph.signIn',
  time: 'createdDateTime',
  properties: {
    createdDateTime: TIME,
    id: TEXT,
    appId: TEXT,
    appDisplayName: TEXT,
    userId: TEXT,
    userPrincipalName: TEXT,
    userDisplayName: TEXT,
    ipAddress: TEXT,
    correlationId: TEXT,
    resourceId: TEXT,
    resourceDisplayName: TEXT,
    servicePrincipalId: TEXT,
    uniqueTokenIdentifier: TEXT,
    signInEventTypes: { type: 'enum', values: SIGN_IN_EVENT_TYPES, collection: true },
    'status/errorCode': { type: 'number' },
  },
};

const DIRECTORY_AUDITS: LogSet = {
  path: 'auditLogs/directoryAudits',
  entity: 'microsoft.graph.directoryAudit',
  time: 'activityDateTime',
  properties: {
    activityDateTime: TIME,
    id: TEXT,
    activityDisplayName: TEXT,
    category: TEXT,
    result: TEXT,
    correlationId: TEXT,
    loggedByService: TEXT,
    'targetResources/id': TEXTS,
    'targetResources/displayName': TEXTS,
    'initiatedBy/user/id': TEXT,
    'initiatedBy/user/displayName': TEXT,
    'initiatedBy/user/userPrincipalName': TEXT,
    'initiatedBy/app/appId': TEXT,
    'initiatedBy/app/displayName': TEXT,
  },
};

const INTERACTIVE: Filter = {
  kind: 'any',
  property: 'signInEventTypes',
  condition: { kind: 'comparison', property: '$it', operator: 'eq', value: 'interactiveUser' },
};

/** Only interactive sign-ins are listed unless the filter asks for others (vendor page: signIn resource type). */
const interactiveUnlessAsked = (query: LogQuery): LogQuery =>
  isAbout(query.filter, 'signInEventTypes')
    ? query
    : {
        ...query,
        filter: query.filter ? { kind: 'and', operands: [INTERACTIVE, query.filter] } : INTERACTIVE,
      };

const listSignIns = async (call: GraphCall): Outcome => {
  const query = readLogQuery(call.request, SIGN_INS);
  if (!query.ok) return query;
  const find = (asked: LogQuery) => listSignInEvents(call.db, interactiveUnlessAsked(asked));
  return logReply(call, SIGN_INS, query.value, find, signInEntity);
};

const getSignIn = async (call: GraphCall): Outcome => {
  const { id: text = '' } = call.request.params;
  const id = parseObjectId(text);
  const row = id && (await findSignInEvent(call.db, id));
  return row ? entityReply(call, SIGN_INS.path, signInEntity(row)) : fail(notFound(text));
};

const listAudits = async (call: GraphCall): Outcome => {
  const query = readLogQuery(call.request, DIRECTORY_AUDITS);
  if (!query.ok) return query;
  const find = (asked: LogQuery) => listDirectoryAudits(call.db, asked);
  return logReply(call, DIRECTORY_AUDITS, query.value, find, directoryAuditEntity);
};

const getAudit = async (call: GraphCall): Outcome => {
  const { id: text = '' } = call.request.params;
  const id = parseObjectId(text);
  const row = id && (await findDirectoryAudit(call.db, id));
  return row ? entityReply(call, DIRECTORY_AUDITS.path, directoryAuditEntity(row)) : fail(notFound(text));
};

/** The tenant's log of sign-ins and of changes, as Microsoft Graph reads it out. */
export const auditLogOperations: readonly GraphOperation[] = [
  { method: 'GET', path: '/auditLogs/signIns', access: READ_LOG, handle: listSignIns },
  { method: 'GET', path: '/auditLogs/signIns/{id}', access: READ_LOG, handle: getSignIn },
  { method: 'GET', path: '/auditLogs/directoryAudits', access: READ_LOG, handle: listAudits },
  { method: 'GET', path: '/auditLogs/directoryAudits/{id}', access: READ_LOG, handle: getAudit },
];
