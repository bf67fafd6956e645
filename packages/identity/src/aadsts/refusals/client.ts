import type { AadstsEntry } from '../entry.ts';

/** What is wrong with the client or with its proof (reference: identity, sections 2.3 and 5.2). */
export const CLIENT_REFUSALS = {
  50027: {
    status: 401,
    error: 'invalid_client',
    text: 'Invalid JWT token. The client assertion cannot be used. {reason}',
  },
  50048: {
    status: 401,
    error: 'invalid_client',
    text: 'Subject must match Issuer claim in the client assertion.',
  },
  50166: {
    status: 400,
    error: 'invalid_request',
    text: 'Request to External OIDC endpoint failed. {reason}',
  },
  501051: {
    status: 400,
    error: 'invalid_grant',
    text: "Application '{client}' is not assigned to a role for the application '{resource}'.",
  },
  50194: {
    status: 400,
    error: 'invalid_request',
    text: "Application '{client}'({name}) is not configured as a multi-tenant application. Usage of the /{segment} endpoint is not supported for such apps. Use a tenant-specific endpoint or configure the application to be multi-tenant.",
  },
  7000112: { status: 400, error: 'unauthorized_client', text: "Application '{client}'({name}) is disabled." },
  7000114: {
    status: 400,
    error: 'invalid_request',
    text: "Application '{client}' is not allowed to make application on-behalf-of calls.",
  },
  700016: {
    status: 400,
    error: 'unauthorized_client',
    text: "Application with identifier '{client}' was not found in the directory '{tenant}'. This can happen if the application has not been installed by the administrator of the tenant or consented to by any user in the tenant. You may have sent your authentication request to the wrong tenant.",
  },
  700021: {
    status: 401,
    error: 'invalid_client',
    text: "Client assertion application identifier doesn't match 'client_id' parameter. The assertion says '{subject}', the request '{client}'.",
  },
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
    text: "The request body must contain the following parameter: 'client_assertion' or 'client_secret'. If the application cannot keep a secret, allow public client flows (isFallbackPublicClient) in its registration.",
  },
  7000222: {
    status: 401,
    error: 'invalid_client',
    text: "The provided client secret keys for app '{client}' are expired. Add a new secret to the app.",
  },
  700023: {
    status: 401,
    error: 'invalid_client',
    text: "Client assertion audience claim does not match Realm issuer. The assertion is for '{audience}'; use the token endpoint, '{expected}'.",
  },
  700024: {
    status: 401,
    error: 'invalid_client',
    text: 'Client assertion is not within its valid time range. Current time: {now}, assertion valid from {from}, expiry time of assertion {until}. {reason}',
  },
  700025: {
    status: 401,
    error: 'invalid_client',
    text: "Client is public so neither 'client_assertion' nor 'client_secret' should be presented.",
  },
  700027: {
    status: 401,
    error: 'invalid_client',
    text: "Client assertion contains an invalid signature. [Reason - {reason}, Thumbprint of key used by client: '{thumbprint}'. Compare it with the keyCredentials of app '{client}'.]",
  },
  70021: {
    status: 400,
    error: 'invalid_request',
    text: "No matching federated identity record found for presented assertion. Assertion Issuer: '{issuer}'. Assertion Subject: '{subject}'. Assertion Audience: '{audience}'.",
  },
  700211: {
    status: 401,
    error: 'invalid_client',
    text: "No matching federated identity record found for presented assertion issuer '{issuer}'.",
  },
  700212: {
    status: 401,
    error: 'invalid_client',
    text: "No matching federated identity record found for presented assertion audience '{audience}'. Check your federated identity credential Subject, Audience and Issuer against the presented assertion.",
  },
  700213: {
    status: 401,
    error: 'invalid_client',
    text: "No matching federated identity record found for presented assertion subject '{subject}'. Check your federated identity credential Subject, Audience and Issuer against the presented assertion.",
  },
} as const satisfies Readonly<Record<number, AadstsEntry>>;
