import {
  None,
  processRefreshTokenResponse,
  ResponseBodyError,
  refreshTokenGrantRequest,
  type TokenEndpointResponse,
} from 'oauth4webapi';
import { Problem } from '../data/problem.ts';
import { authorityOf, type PortalResource, portalClient, scopeOf } from './authority.ts';
import { forgetStoredSignIn, readStoredSignIn, type StoredSignIn, storeSignIn } from './stored-sign-in.ts';

interface AccessToken {
  readonly text: string;
  /** Milliseconds since 1970; some time before the token really ends. */
  readonly usableUntil: number;
}

/** AADSTS65001 (reference: identity): the person's roles do not give what is asked for; another sign-in changes nothing. */
const isNotPermitted = ({ cause }: ResponseBodyError): boolean =>
  Array.isArray(cause['error_codes']) && cause['error_codes'].includes(65001);

/** A token that ends while a request is under way is no good. */
const MARGIN_S = 60;

/** `active`, or `expired` until the person has signed in again; what they typed stays on the page. */
export type SessionState = 'active' | 'expired';

/**
 * A person's sign-in in this tab. It hands out access tokens and renews them; when the authority renews no more, callers wait
 * until the person has signed in again.
 */
export class Session {
  #stored: StoredSignIn;
  #state: SessionState = 'active';
  #signedInAgain = Promise.withResolvers<void>();
  readonly #tokens = new Map<PortalResource, Promise<AccessToken>>();
  /** What the person's roles do not open: asked once, for each time would be a refusal in the log. */
  readonly #refusals = new Map<PortalResource, Problem>();
  readonly #listeners = new Set<() => void>();

  private constructor(stored: StoredSignIn) {
    this.#stored = stored;
  }

  /** The sign-in that this tab had before the page was loaded. */
  static restore(): Session | undefined {
    const stored = readStoredSignIn();
    return stored && new Session(stored);
  }

  /** @throws Error when the authority gave no refresh token. */
  static start(tokens: TokenEndpointResponse, tenant: string): Session {
    const session = new Session({ refreshToken: '', tenant });
    session.continueWith(tokens);
    return session;
  }

  get state(): SessionState {
    return this.#state;
  }

  /** The tenant that was asked at the sign-in: an id, a domain, or `organizations`. */
  get tenant(): string {
    return this.#stored.tenant;
  }

  /** Goes on with the tokens of a new sign-in of the same person. */
  continueWith(tokens: TokenEndpointResponse): void {
    this.#refusals.clear();
    this.#keep('MicrosoftGraph', tokens);
    this.#state = 'active';
    this.#signedInAgain.resolve();
    this.#signedInAgain = Promise.withResolvers<void>();
    this.#tell();
  }

  /** Forgets everything; the authority's own session is ended by its sign-out page. */
  end(): void {
    this.#tokens.clear();
    forgetStoredSignIn();
  }

  subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  };

  /**
   * An access token for an API; waits for the person when they have to sign in again.
   *
   * @throws Problem when their roles do not open the API to them.
   */
  async accessToken(resource: PortalResource): Promise<string> {
    const refusal = this.#refusals.get(resource);
    if (refusal) throw refusal;
    const current = this.#tokens.get(resource);
    const known = await current;
    if (known && known.usableUntil > Date.now()) return known.text;
    // Of several callers that found the old token spent, the first renews it.
    const isFirst = this.#tokens.get(resource) === current;
    const renewal = (isFirst ? undefined : this.#tokens.get(resource)) ?? this.#beginRenewal(resource);
    return (await renewal).text;
  }

  /** The API no longer takes the tokens that it was given: the next call asks for a new one. */
  discardAccessTokens(): void {
    this.#tokens.clear();
  }

  #beginRenewal(resource: PortalResource): Promise<AccessToken> {
    const renewal = this.#renew(resource);
    this.#tokens.set(resource, renewal);
    renewal.catch(() => this.#tokens.delete(resource));
    return renewal;
  }

  async #renew(resource: PortalResource): Promise<AccessToken> {
    const authority = authorityOf(this.tenant);
    try {
      const response = await refreshTokenGrantRequest(
        authority,
        portalClient,
        None(),
        this.#stored.refreshToken,
        { additionalParameters: { scope: scopeOf(resource) } },
      );
      return this.#keep(resource, await processRefreshTokenResponse(authority, portalClient, response));
    } catch (error) {
      if (!(error instanceof ResponseBodyError)) throw error;
      if (isNotPermitted(error)) throw this.#refused(resource);
      await this.#waitForSignIn();
      return this.#renew(resource);
    }
  }

  #refused(resource: PortalResource): Problem {
    const refusal = new Problem('denied', '');
    this.#refusals.set(resource, refusal);
    return refusal;
  }

  #waitForSignIn(): Promise<void> {
    this.#state = 'expired';
    this.#tell();
    return this.#signedInAgain.promise;
  }

  #keep(resource: PortalResource, tokens: TokenEndpointResponse): AccessToken {
    if (!tokens.refresh_token) throw new Error('The authority gave no refresh token.');
    this.#stored = { ...this.#stored, refreshToken: tokens.refresh_token };
    storeSignIn(this.#stored);
    const token = {
      text: tokens.access_token,
      usableUntil: Date.now() + ((tokens.expires_in ?? 0) - MARGIN_S) * 1_000,
    };
    this.#tokens.set(resource, Promise.resolve(token));
    return token;
  }

  #tell(): void {
    for (const listener of this.#listeners) listener();
  }
}
