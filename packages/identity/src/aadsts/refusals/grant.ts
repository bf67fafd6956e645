import type { AadstsEntry } from '../entry.ts';

/** What is wrong with a code, a refresh token or an assertion (reference: identity, sections 2.4, 2.5, 2.7 and 2.8). */
export const GRANT_REFUSALS = {
  240002: {
    status: 400,
    error: 'invalid_grant',
    text: 'Input id_token cannot be used as a grant of the type jwt-bearer. Send the access token.',
  },
  500112: {
    status: 400,
    error: 'invalid_client',
    text: "The reply address '{redirectUri}' does not match the reply address '{expected}' provided when requesting Authorization code.",
  },
  50013: {
    status: 400,
    error: 'invalid_grant',
    text: 'Assertion failed signature validation. [Reason - {reason}]',
  },
  500131: {
    status: 400,
    error: 'invalid_grant',
    text: "Assertion audience does not match the client application presenting the assertion. The audience in the assertion was '{audience}' and the expected audience is '{client}' or one of the application URIs of this application.",
  },
  500133: {
    status: 400,
    error: 'invalid_grant',
    text: 'Assertion is not within its valid time range. Ensure that the access token is not expired before using it for user assertion, or request a new token.',
  },
  501481: {
    status: 400,
    error: 'invalid_grant',
    text: 'The Code_Verifier does not match the code_challenge supplied in the authorization request.',
  },
  50173: {
    status: 400,
    error: 'invalid_grant',
    suberror: 'bad_token',
    text: 'The provided grant has expired due to it being revoked, a fresh auth token is needed. The user might have changed or reset their password. The grant was issued on {issued} and the tokens valid from date for this user is {validFrom}.',
  },
  54005: {
    status: 400,
    error: 'invalid_grant',
    text: 'OAuth2 Authorization code was already redeemed, please retry with a new valid code or use an existing refresh token.',
  },
  70000: {
    status: 400,
    error: 'invalid_grant',
    text: 'The provided value for the grant is not valid: {reason}',
  },
  700005: {
    status: 400,
    error: 'invalid_grant',
    text: 'The provided authorization code was issued for another tenant than this one.',
  },
  70008: {
    status: 400,
    error: 'invalid_grant',
    text: 'The provided authorization code or refresh token has expired due to inactivity. Send a new interactive authorization request for this user and resource.',
  },
  700082: {
    status: 400,
    error: 'invalid_grant',
    suberror: 'bad_token',
    text: 'The refresh token has expired due to inactivity. The token was issued on {issued} and was inactive for 90 days.',
  },
  700084: {
    status: 400,
    error: 'invalid_grant',
    text: "The refresh token was issued to a single page app (SPA), and therefore has a fixed, limited lifetime of 24 hours, which can't be extended. It is now expired and a new sign in request must be sent by the SPA to the sign in page.",
  },
  70016: {
    status: 400,
    error: 'authorization_pending',
    text: 'OAuth 2.0 device flow error. Authorization is pending. Continue polling.',
  },
  70018: {
    status: 400,
    error: 'bad_verification_code',
    text: 'Invalid verification code due to User typing in wrong user code for device code flow.',
  },
  70020: {
    status: 400,
    error: 'expired_token',
    text: 'The provided value for the input parameter device_code is not valid. This device code has expired.',
  },
  70030: {
    status: 400,
    error: 'authorization_declined',
    text: 'The user declined the request of the device.',
  },
  90120: {
    status: 400,
    error: 'invalid_grant',
    text: 'The device code was redeemed already. Start again with a new one.',
  },
} as const satisfies Readonly<Record<number, AadstsEntry>>;
