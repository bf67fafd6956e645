/** The `error` values of OAuth 2.0 and of the authority (reference: identity, section 2.2). */
export type OAuthError =
  | 'invalid_request'
  | 'invalid_grant'
  | 'invalid_client'
  | 'unauthorized_client'
  | 'unsupported_grant_type'
  | 'invalid_scope'
  | 'invalid_resource'
  | 'invalid_tenant'
  | 'invalid_instance'
  | 'temporarily_unavailable'
  | 'server_error';

/** A refusal of the authority: how it travels, and what it says. `{name}` is filled in. */
export interface AadstsEntry {
  readonly status: 400 | 401 | 405 | 500 | 503;
  readonly error: OAuthError;
  readonly text: string;
  readonly suberror?: string;
}

/**
 * Every refusal of the authority, by its AADSTS number (reference: identity, sections 1, 2.3 and 2.6).
 *
 * Clients look for some words in the text of a refusal, such as `interaction_required`: no text may carry them by accident.
 */
export const AADSTS = {
  50034: {
    status: 400,
    error: 'invalid_grant',
    text: 'The user account {user} does not exist in the {tenant} directory. To sign into this application, the account must be added to the directory.',
  },
  50053: {
    status: 400,
    error: 'invalid_grant',
    text: 'The account is locked because it was signed in to with a wrong password too many times. Try again later.',
  },
  50056: { status: 400, error: 'invalid_grant', text: 'The user has no password in the directory.' },
  50057: { status: 400, error: 'invalid_grant', text: 'The user account is disabled.' },
  50059: {
    status: 400,
    error: 'invalid_request',
    text: "No tenant-identifying information found in either the request or implied by any provided credentials. Use the tenant id or a verified domain in place of '{segment}'.",
  },
  50126: {
    status: 400,
    error: 'invalid_grant',
    text: 'Error validating credentials due to invalid username or password.',
  },
  501051: {
    status: 400,
    error: 'invalid_grant',
    text: "Application '{client}' is not assigned to a role for the application '{resource}'.",
  },
  500011: {
    status: 400,
    error: 'invalid_resource',
    text: 'The resource principal named {resource} was not found in the tenant named {tenant}. This can happen if the application has not been installed by the administrator of the tenant or consented to by any user in the tenant. You might have sent your authentication request to the wrong tenant.',
  },
  50001: {
    status: 400,
    error: 'invalid_resource',
    text: "The resource '{resource}' is disabled in the tenant.",
  },
  50049: { status: 400, error: 'invalid_instance', text: 'Unknown or invalid instance.' },
  65001: {
    status: 400,
    error: 'invalid_grant',
    suberror: 'consent_required',
    text: "The user or administrator has not consented to use the application with ID '{client}' named '{name}'. Send an interactive authorization request for this user and resource.",
  },
  70003: {
    status: 400,
    error: 'unsupported_grant_type',
    text: "The app requested an unsupported grant type '{grant}'.",
  },
  70011: {
    status: 400,
    error: 'invalid_scope',
    text: "The provided request must include a 'scope' input parameter. The provided value for the input parameter 'scope' is not valid. The scope {scope} is not valid.",
  },
  28000: {
    status: 400,
    error: 'invalid_scope',
    text: 'Provided value for the input parameter scope is not valid because it contains more than one resource. Scope {scope} is not valid.',
  },
  90002: {
    status: 400,
    error: 'invalid_request',
    text: "Tenant '{segment}' not found. Check to make sure you have the correct tenant ID and are signing into the correct cloud. Check with your subscription administrator, this may happen if there are no active subscriptions for the tenant.",
  },
  90014: {
    status: 400,
    error: 'invalid_request',
    text: "The required field '{parameter}' is missing from the credential. Ensure that you have all the necessary parameters for the login request.",
  },
  900023: {
    status: 400,
    error: 'invalid_request',
    text: "Specified tenant identifier '{segment}' is neither a valid DNS name, nor a valid external domain.",
  },
  900144: {
    status: 400,
    error: 'invalid_request',
    text: "The request body must contain the following parameter: '{parameter}'.",
  },
  900561: {
    status: 400,
    error: 'invalid_request',
    text: 'The endpoint only accepts POST requests. Received a {method} request.',
  },
  9001023: {
    status: 400,
    error: 'invalid_request',
    text: 'The grant type is not supported over the /{segment} endpoint. Please use the /organizations or tenant-specific endpoint.',
  },
  9002313: {
    status: 400,
    error: 'invalid_request',
    text: 'Invalid request. Request is malformed or invalid. {reason}',
  },
  9002326: {
    status: 400,
    error: 'invalid_request',
    text: "Cross-origin token redemption is permitted only for the 'Single-Page Application' client-type. Request origin: '{origin}'.",
  },
  9002332: {
    status: 400,
    error: 'invalid_request',
    text: "Application '{client}' is configured for use by organisational users only. Please do not use the /consumers endpoint to serve this request.",
  },
  901002: {
    status: 400,
    error: 'invalid_request',
    text: "The 'resource' request parameter is not supported.",
  },
  700016: {
    status: 400,
    error: 'unauthorized_client',
    text: "Application with identifier '{client}' was not found in the directory '{tenant}'. This can happen if the application has not been installed by the administrator of the tenant or consented to by any user in the tenant. You may have sent your authentication request to the wrong tenant.",
  },
  7000112: { status: 400, error: 'unauthorized_client', text: "Application '{client}'({name}) is disabled." },
  7000215: {
    status: 401,
    error: 'invalid_client',
    text: "Invalid client secret provided. Ensure the secret being sent in the request is the client secret value, not the client secret ID, for a secret added to app '{client}'.",
  },
  7000216: {
    status: 401,
    error: 'invalid_client',
    text: "'client_assertion', 'client_secret' or 'request' is required for the 'client_credentials' grant type.",
  },
  7000218: {
    status: 401,
    error: 'invalid_client',
    text: "The request body must contain the following parameter: 'client_assertion' or 'client_secret'.",
  },
  7000222: {
    status: 401,
    error: 'invalid_client',
    text: "The provided client secret keys for app '{client}' are expired. Add a new secret to the app.",
  },
  700025: {
    status: 401,
    error: 'invalid_client',
    text: "Client is public so neither 'client_assertion' nor 'client_secret' should be presented.",
  },
  700027: {
    status: 401,
    error: 'invalid_client',
    text: "Client assertion contains an invalid signature. [Reason - The key was not found. No certificate is registered for app '{client}'.]",
  },
  1002012: {
    status: 400,
    error: 'invalid_scope',
    text: 'The provided value for scope {scope} is not valid. Client credential flows must have a scope value with /.default suffixed to the resource identifier (application ID URI).',
  },
} as const satisfies Readonly<Record<number, AadstsEntry>>;

export type AadstsNumber = keyof typeof AADSTS;

/** A refusal as a value: the number, and what its text names. */
export interface Refusal {
  readonly number: AadstsNumber;
  readonly values: Readonly<Record<string, string>>;
}

export const refusal = (number: AadstsNumber, values: Refusal['values'] = {}): Refusal => ({
  number,
  values,
});
