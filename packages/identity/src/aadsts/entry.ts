/** The `error` values of OAuth 2.0 and of the authority (reference: identity, section 2.2). */
export type OAuthError =
  | 'invalid_request'
  | 'invalid_grant'
  | 'invalid_client'
  | 'unauthorized_client'
  | 'unsupported_grant_type'
  | 'unsupported_response_type'
  | 'invalid_scope'
  | 'invalid_resource'
  | 'invalid_tenant'
  | 'invalid_instance'
  | 'interaction_required'
  | 'consent_required'
  | 'login_required'
  | 'access_denied'
  | 'authorization_pending'
  | 'authorization_declined'
  | 'bad_verification_code'
  | 'expired_token'
  | 'temporarily_unavailable'
  | 'server_error';

/** A refusal of the authority: how it travels, and what it says. `{name}` is filled in. */
export interface AadstsEntry {
  readonly status: 400 | 401 | 405 | 429 | 500 | 503;
  readonly error: OAuthError;
  readonly text: string;
  readonly suberror?: string;
  /** The `error` at the v1 endpoints, where it differs. */
  readonly errorV1?: OAuthError;
  /** The `error` in a redirect, where it differs from the token endpoint's. */
  readonly redirectError?: OAuthError;
}
