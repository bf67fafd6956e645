import type { TenantId } from '@vakt/contract/ids';
import type { Refusal } from '../aadsts/catalogue.ts';
import { describeRefusal, type Trace } from '../aadsts/error-reply.ts';
import type { TenantMember } from '../accounts/account.ts';
import type { AuditLog } from './audit-log.ts';
import type { NamedApplication, NamedUser, SignInGrant, SignInOutcome } from './sign-in-event.ts';

/** What is known of an attempt before anything of it is read. */
export interface AttemptOrigin {
  readonly trace: Trace;
  readonly ipAddress: string;
  readonly userAgent: string | undefined;
}

/** A device that asks whether its user is done yet does not sign in. */
const AUTHORIZATION_PENDING = 70016;

/**
 * An attempt to sign in or to get a token. Whoever works on it fills in what becomes known, in the order in which it does,
 * so that a refusal half-way is logged with all that was known by then.
 */
export class SignInAttempt {
  readonly #audit: AuditLog;
  readonly #origin: AttemptOrigin;
  #logging: Promise<void> | undefined;
  /** Without a tenant there is no log that the attempt belongs to. */
  tenantId?: TenantId;
  grant?: SignInGrant;
  application?: NamedApplication;
  servicePrincipalId?: string;
  resource?: NamedApplication;
  user?: NamedUser;

  constructor(audit: AuditLog, origin: AttemptOrigin) {
    this.#audit = audit;
    this.#origin = origin;
  }

  /** What the reply and the log are marked with. */
  get trace(): Trace {
    return this.#origin.trace;
  }

  /** Whether it is known, and logged, how the attempt ended. */
  get isLogged(): boolean {
    return this.#logging !== undefined;
  }

  /** Notes the client, once it is known to be let in: what others have registered is not told. */
  isBy({ appId, displayName }: NamedApplication, servicePrincipalId?: string): void {
    this.application = { appId, displayName };
    if (servicePrincipalId !== undefined) this.servicePrincipalId = servicePrincipalId;
  }

  /** Notes the user, as the tenant knows who signs in. */
  isOf({ tenant, user }: Pick<TenantMember, 'tenant' | 'user'>): void {
    this.tenantId = tenant.id;
    this.user = {
      id: user.id,
      userPrincipalName: user.user_principal_name,
      displayName: user.display_name,
    };
  }

  /**
   * Logs the success; resolves when that is durable, and only then may the token or the session be handed out.
   *
   * @param tokenId the `uti` of the access token, when there is one.
   */
  succeed(tokenId?: string): Promise<void> {
    return this.#conclude({ errorCode: 0 }, tokenId);
  }

  /** Logs a refusal. */
  async refuse(refusal: Refusal): Promise<void> {
    if (refusal.number === AUTHORIZATION_PENDING) return;
    await this.#conclude({ errorCode: refusal.number, failureReason: describeRefusal(refusal) });
  }

  /** An attempt has one outcome, and one entry by its trace id: the first. */
  #conclude(outcome: SignInOutcome, tokenId?: string): Promise<void> {
    this.#logging ??= this.#log(outcome, tokenId);
    return this.#logging;
  }

  async #log(outcome: SignInOutcome, tokenId?: string): Promise<void> {
    const { tenantId, grant } = this;
    if (!tenantId || !grant) return;
    const { trace, ipAddress, userAgent } = this.#origin;
    await this.#audit.signIn({
      tenantId,
      grant,
      application: this.application,
      servicePrincipalId: this.servicePrincipalId,
      resource: this.resource,
      user: this.user,
      ipAddress,
      userAgent,
      correlationId: trace.correlationId,
      requestId: trace.traceId,
      tokenId,
      outcome,
    });
  }
}
