/** Where the services of one cloud are, and the scope that a token for each needs. */
export interface Cloud {
  /** The sign-in authority's origin. */
  readonly authority: string;
  readonly endpoint: Door;
  readonly xdr: Door;
  readonly graph: Door;
}

/** One service: its origin, and the scope to ask of the authority. */
export interface Door {
  readonly origin: string;
  readonly scope: string;
}

const door = (origin: string, audience = origin): Door => ({ origin, scope: `${audience}/.default` });

/**
 * The clouds that Microsoft runs (reference: defender-xdr, section 1; defender-endpoint-core, section 1.1; identity,
 * section 8). DoD shares GCC High's addresses.
 */
export const clouds = {
  public: {
    authority: 'https://login.microsoftonline.com',
    endpoint: door('https://api.security.microsoft.com', 'https://api.securitycenter.microsoft.com'),
    xdr: door('https://api.security.microsoft.com'),
    graph: door('https://graph.microsoft.com'),
  },
  gcc: {
    authority: 'https://login.microsoftonline.com',
    endpoint: door('https://api-gcc.securitycenter.microsoft.us'),
    xdr: door('https://api-gcc.security.microsoft.us'),
    graph: door('https://graph.microsoft.com'),
  },
  gccHigh: {
    authority: 'https://login.microsoftonline.us',
    endpoint: door('https://api-gov.securitycenter.microsoft.us'),
    xdr: door('https://api-gov.security.microsoft.us'),
    graph: door('https://graph.microsoft.us'),
  },
} as const satisfies Readonly<Record<string, Cloud>>;

/** A Vakt installation: one origin serves all, and the scopes are the public cloud's. */
export const vaktCloud = (origin: string): Cloud => ({
  authority: origin,
  endpoint: { origin, scope: clouds.public.endpoint.scope },
  xdr: { origin, scope: clouds.public.xdr.scope },
  graph: { origin, scope: clouds.public.graph.scope },
});

/** Geographic hosts of the public cloud, for those who want answers from nearby (same page). */
export const geographies = ['us', 'eu', 'uk', 'au', 'swa', 'ina', 'aea'] as const;
