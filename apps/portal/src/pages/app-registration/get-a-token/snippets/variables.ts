/** Environment variables that snippets read, so that no secret stands in them. */
export const SECRET = 'VAKT_CLIENT_SECRET';
/** A PEM file with the certificate and its private key. */
export const CERTIFICATE = 'VAKT_CLIENT_CERTIFICATE';
export const USERNAME = 'VAKT_USERNAME';
export const PASSWORD = 'VAKT_PASSWORD';
