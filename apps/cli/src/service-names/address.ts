/** Where a Vakt listens. */
export interface Address {
  readonly host: string;
  readonly port: number;
}

/** The address behind an origin, `https://localhost:8443` for one. */
export const addressOf = (origin: string): Address => {
  const { hostname, port } = new URL(origin);
  return { host: hostname.replace(/^\[|\]$/g, ''), port: port === '' ? 443 : Number(port) };
};
