import type { Variables } from '../../settings/env-file.ts';

/** Variables by which programs are told to go through a proxy, in both spellings. */
const PROXY_VARIABLES = ['HTTPS_PROXY', 'HTTP_PROXY', 'ALL_PROXY', 'NO_PROXY'].flatMap(name => [
  name,
  name.toLowerCase(),
]);

const without = (environment: Variables, names: readonly string[]): Variables =>
  Object.fromEntries(Object.entries(environment).filter(([name]) => !names.includes(name)));

/** The environment of a program in the private network, where no proxy can be reached. */
export const privateEnvironment = (environment: Variables, trust: Variables): Variables => ({
  ...without(environment, PROXY_VARIABLES),
  ...trust,
});

/** The environment of a program that is led by a proxy; no host is spared. */
export const proxiedEnvironment = (
  environment: Variables,
  trust: Variables,
  proxyUrl: string,
): Variables => ({
  ...without(environment, PROXY_VARIABLES),
  ...trust,
  HTTPS_PROXY: proxyUrl,
  https_proxy: proxyUrl,
  // Node's own clients heed the variables above only when they are told to.
  NODE_USE_ENV_PROXY: '1',
});
