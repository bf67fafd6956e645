import type { Principal } from '@vakt/contract/principal';
import { nowTicks } from '@vakt/contract/ticks';
import type { Submitter } from '@vakt/store/indicator-submission';
import type { IndicatorView } from '@vakt/store/indicators';
import { authorOf } from '../author.ts';
import type { Call } from '../call.ts';

/** Whose name an indicator carries: an application's client id, or a user's object id, which outlives a rename. */
const ownerIdOf = (principal: Principal): string =>
  principal.kind === 'user' ? principal.objectId : principal.appId;

const holds = (principal: Principal, ...permissions: readonly string[]): boolean =>
  principal.kind === 'application' && permissions.some(permission => principal.roles.includes(permission));

const viewOf = ({ principal, clock }: Call, ...all: readonly string[]): IndicatorView => ({
  now: nowTicks(clock),
  ...(!holds(principal, ...all) && { ownerId: ownerIdOf(principal) }),
});

/** What a caller may read: all with a permission for all, else the caller's own (reference: defender-endpoint-core, section 7.1). */
export const readableView = (call: Call): IndicatorView => viewOf(call, 'Ti.ReadWrite.All', 'Ti.Read.All');

/** What a caller may change. */
export const writableView = (call: Call): IndicatorView => viewOf(call, 'Ti.ReadWrite.All');

/** Who submits. */
export const submitterOf = ({ principal }: Call): Submitter => ({
  owner_id: ownerIdOf(principal),
  created_by: principal.kind === 'user' ? principal.userPrincipalName : principal.appId,
  created_by_display_name: authorOf(principal),
  source_type: principal.kind === 'user' ? 'User' : 'AadApp',
  mayChangeAll: holds(principal, 'Ti.ReadWrite.All'),
});
