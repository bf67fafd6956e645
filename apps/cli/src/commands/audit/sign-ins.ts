import { toArray } from '@vakt/client/paging';
import { isGuid } from '@vakt/contract/ids';
import type { CommandContext } from '../../context.ts';
import { GraphCalls, quoted } from '../../directory/graph-calls.ts';
import { showAll } from '../listing.ts';
import type { SignIn } from './log-entries.ts';
import type { LogOptions } from './log-options.ts';
import { logStart } from './log-start.ts';
import { noteIfMore } from './note-if-more.ts';

/** All kinds: the service lists interactive ones alone unless the others are asked for. */
export const EVERY_KIND =
  "signInEventTypes/any(t: t eq 'interactiveUser' or t eq 'nonInteractiveUser' or t eq 'servicePrincipal')";

/** The `$filter` for what was asked. */
export const signInFilter = ({ since, app, user, failures }: Omit<LogOptions, 'top'>): string =>
  [
    EVERY_KIND,
    `createdDateTime ge ${logStart(since)}`,
    app !== undefined && `${isGuid(app) ? 'appId' : 'appDisplayName'} eq ${quoted(app)}`,
    user !== undefined && `${isGuid(user) ? 'userId' : 'userPrincipalName'} eq ${quoted(user)}`,
    failures === true && 'status/errorCode ne 0',
  ]
    .filter(part => part !== false)
    .join(' and ');

const who = ({ userPrincipalName, signInEventTypes }: SignIn): string =>
  userPrincipalName ?? (signInEventTypes.includes('servicePrincipal') ? '(the application)' : '');

const outcome = ({ status }: SignIn): string =>
  status.errorCode === 0 ? 'ok' : `AADSTS${status.errorCode} ${status.failureReason ?? ''}`;

/** Lists sign-ins and tokens, the newest first. */
export const listSignIns = async (input: LogOptions, context: CommandContext): Promise<void> => {
  const graph = await GraphCalls.open(context);
  const query = { $filter: signInFilter(input), $top: Math.min(input.top + 1, 1_000) };
  const found = await toArray(graph.read<SignIn>('/v1.0/auditLogs/signIns', query), input.top + 1);
  showAll(context, found.slice(0, input.top), [
    { title: 'TIME', value: entry => entry.createdDateTime, isTime: true },
    { title: 'WHO', value: who, shrinks: true },
    { title: 'APPLICATION', value: entry => entry.appDisplayName ?? entry.appId, shrinks: true },
    { title: 'FOR', value: entry => entry.resourceDisplayName, shrinks: true },
    { title: 'FROM', value: entry => entry.ipAddress },
    { title: 'OUTCOME', value: outcome, shrinks: true },
  ]);
  noteIfMore(context, input, found);
};
