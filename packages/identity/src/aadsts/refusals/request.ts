import type { AadstsEntry } from '../entry.ts';

/** What is wrong with the request itself: its tenant, its parameters, what it asks for (reference: identity, sections 1, 2.3 and 6.1). */
export const REQUEST_REFUSALS = {
  165000: {
    status: 400,
    error: 'invalid_request',
    text: 'Invalid Request: Request tokens do not match the user context. The page was open for too long, was answered already, or was made for another browser. Start again from the application.',
  },
  1002012: {
    status: 400,
    error: 'invalid_scope',
    text: 'The provided value for scope {scope} is not valid. Client credential flows must have a scope value with /.default suffixed to the resource identifier (application ID URI).',
  },
  28000: {
    status: 400,
    error: 'invalid_scope',
    text: 'Provided value for the input parameter scope is not valid because it contains more than one resource. Scope {scope} is not valid.',
  },
  50001: {
    status: 400,
    error: 'invalid_resource',
    text: "The resource '{resource}' is disabled in the tenant.",
  },
  500011: {
    status: 400,
    error: 'invalid_resource',
    text: 'The resource principal named {resource} was not found in the tenant named {tenant}. This can happen if the application has not been installed by the administrator of the tenant or consented to by any user in the tenant. You might have sent your authentication request to the wrong tenant.',
  },
  50011: {
    status: 400,
    error: 'invalid_request',
    text: "The redirect URI '{redirectUri}' specified in the request does not match the redirect URIs configured for the application '{client}'. Make sure the redirect URI sent in the request matches one added to the application. Register it under Authentication.",
  },
  50049: { status: 400, error: 'invalid_instance', text: 'Unknown or invalid instance.' },
  50059: {
    status: 400,
    error: 'invalid_request',
    text: "No tenant-identifying information found in either the request or implied by any provided credentials. Use the tenant id or a verified domain in place of '{segment}'.",
  },
  501491: {
    status: 400,
    error: 'invalid_request',
    text: 'Invalid size of code_challenge parameter. It must be 43 characters of base64url for S256, and 43 to 128 for plain.',
  },
  700022: {
    status: 400,
    error: 'invalid_scope',
    text: 'The provided value for the input parameter scope is not valid because it contains more than one resource. Scope {scope} is not valid.',
  },
  70003: {
    status: 400,
    error: 'unsupported_grant_type',
    text: "The app requested an unsupported grant type '{grant}'.",
  },
  70005: {
    status: 400,
    error: 'unsupported_response_type',
    text: "The response_type '{responseType}' is not supported. Use code, id_token, token, or a combination that the application has enabled.",
  },
  700054: {
    status: 400,
    error: 'unsupported_response_type',
    text: "response_type '{responseType}' is not enabled for the application. Enable ID tokens or access tokens of the implicit grant for it, or ask for response_type=code.",
  },
  70007: {
    status: 400,
    error: 'invalid_request',
    text: "The prompt value '{prompt}' is not supported. Use login, none, consent, select_account or create.",
  },
  70011: {
    status: 400,
    error: 'invalid_scope',
    text: "The provided request must include a 'scope' input parameter. The provided value for the input parameter 'scope' is not valid. The scope {scope} is not valid.",
  },
  90002: {
    status: 400,
    error: 'invalid_request',
    text: "Tenant '{segment}' not found. Check to make sure you have the correct tenant ID and are signing into the correct cloud. Check with your subscription administrator, this may happen if there are no active subscriptions for the tenant.",
  },
  900023: {
    status: 400,
    error: 'invalid_request',
    text: "Specified tenant identifier '{segment}' is neither a valid DNS name, nor a valid external domain.",
  },
  9001023: {
    status: 400,
    error: 'invalid_request',
    text: 'The grant type is not supported over the /{segment} endpoint. Please use the /organizations or tenant-specific endpoint.',
  },
  90014: {
    status: 400,
    error: 'invalid_request',
    text: "The required field '{parameter}' is missing from the credential. Ensure that you have all the necessary parameters for the login request.",
  },
  900144: {
    status: 400,
    error: 'invalid_request',
    text: "The request body must contain the following parameter: '{parameter}'.",
  },
  9002313: {
    status: 400,
    error: 'invalid_request',
    text: 'Invalid request. Request is malformed or invalid. {reason}',
  },
  9002325: {
    status: 400,
    error: 'invalid_request',
    text: 'Proof Key for Code Exchange is required for cross-origin authorization code redemption.',
  },
  9002326: {
    status: 400,
    error: 'invalid_request',
    text: "Cross-origin token redemption is permitted only for the 'Single-Page Application' client-type. Request origin: '{origin}'.",
  },
  9002327: {
    status: 400,
    error: 'invalid_request',
    text: "Tokens issued for the 'Single-Page Application' client-type may only be redeemed via cross-origin requests.",
  },
  9002330: {
    status: 400,
    error: 'invalid_request',
    text: "The code_challenge_method '{method}' is not supported. Use S256 or plain.",
  },
  9002332: {
    status: 400,
    error: 'invalid_request',
    text: "Application '{client}' is configured for use by organisational users only. Please do not use the /consumers endpoint to serve this request.",
  },
  900491: {
    status: 400,
    error: 'invalid_request',
    text: "The response_mode '{mode}' is not supported, or not for response_type '{responseType}'. Use query, fragment or form_post.",
  },
  90055: {
    status: 429,
    error: 'temporarily_unavailable',
    text: 'There are too many requests with wrong credentials from this address. Wait for the time that Retry-After says; a correct credential is accepted at any time.',
  },
  900561: {
    status: 400,
    error: 'invalid_request',
    text: 'The endpoint only accepts POST requests. Received a {method} request.',
  },
  900971: {
    status: 400,
    error: 'invalid_request',
    text: 'No reply address provided. The application {client} has no redirect URI registered.',
  },
  901002: {
    status: 400,
    error: 'invalid_request',
    text: "The 'resource' request parameter is not supported.",
  },
} as const satisfies Readonly<Record<number, AadstsEntry>>;
