import type { HttpReply } from '@vakt/contract/http';
import type { Principal } from '@vakt/contract/principal';
import type { Result } from '@vakt/contract/result';
import { traceOf } from '../aadsts/error-reply.ts';
import type { GraphCall } from '../directory/graph-call.ts';
import type { GraphFailure } from '../directory/graph-error.ts';
import type { Entity } from '../directory/graph-reply.ts';
import type {
  ChangeCategory,
  ChangeTarget,
  Initiator,
  ModifiedProperty,
  OperationType,
} from './directory-change.ts';

/** What the log says of an operation that changes the directory. */
export interface AuditedOperation {
  /** Microsoft Entra's name of the activity. */
  readonly activity: string | ((call: GraphCall) => string);
  readonly category: ChangeCategory;
  readonly operationType: OperationType;
  /**
   * What the call is about, the main object first. Found before the change: after it a name may be gone. An object that the
   * call makes has no id yet.
   */
  readonly targets: (call: GraphCall) => Promise<readonly ChangeTarget[]>;
  /** What a successful call did to the main object, out of its reply. Never a secret's value. */
  readonly properties?: (call: GraphCall, reply: Entity) => readonly ModifiedProperty[];
}

const LONGEST_NAME = 256;

const initiatorOf = (principal: Principal): Initiator =>
  principal.kind === 'user'
    ? { kind: 'user', id: principal.objectId, userPrincipalName: principal.userPrincipalName }
    : {
        kind: 'app',
        appId: principal.appId,
        displayName: principal.appDisplayName,
        servicePrincipalId: principal.objectId,
      };

const isEntity = (body: HttpReply['body']): body is Entity =>
  typeof body === 'object' && !(body instanceof Uint8Array);

const textOr = (value: unknown, other: string | null): string | null =>
  typeof value === 'string' ? value : other;

/** The targets with what the reply tells of the main one: the id of what was made, and what was done to it. */
const completed = (
  [main, ...others]: readonly ChangeTarget[],
  properties: readonly ModifiedProperty[],
  reply: Entity,
): readonly ChangeTarget[] => {
  if (!main) return [];
  const made =
    main.id === ''
      ? { id: textOr(reply['id'], '') ?? '', displayName: textOr(reply['displayName'], main.displayName) }
      : {};
  return [
    { ...main, ...made, modifiedProperties: [...(main.modifiedProperties ?? []), ...properties] },
    ...others,
  ];
};

const shortened = (target: ChangeTarget): ChangeTarget => ({
  ...target,
  displayName: target.displayName?.slice(0, LONGEST_NAME) ?? null,
});

/** Does the work of a call and notes what became of it; the reply goes out when the note is durable. */
export const recordChange = async (
  audited: AuditedOperation,
  call: GraphCall,
  work: () => Promise<Result<HttpReply, GraphFailure>>,
): Promise<Result<HttpReply, GraphFailure>> => {
  const { request, principal, services } = call;
  const targets = await audited.targets(call);
  const result = await work();
  const reply = result.ok && isEntity(result.value.body) ? result.value.body : {};
  const properties = result.ok ? (audited.properties?.(call, reply) ?? []) : [];
  await services.audit.change({
    tenantId: principal.tenantId,
    activity: typeof audited.activity === 'string' ? audited.activity : audited.activity(call),
    category: audited.category,
    operationType: audited.operationType,
    initiatedBy: initiatorOf(principal),
    targets: completed(targets, properties, reply).map(shortened),
    ipAddress: request.remoteAddress,
    correlationId: traceOf(request.headers['client-request-id'], services.entropy).correlationId,
    result: result.ok ? 'success' : 'failure',
    resultReason: result.ok ? undefined : result.error.message,
  });
  return result;
};
