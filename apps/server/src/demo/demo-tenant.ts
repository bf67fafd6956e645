import { existsSync, readFileSync } from 'node:fs';
import { writeDemoEnvironment } from '../ready-file.ts';
import { type DemoTenant, provisionDemo } from './provision.ts';
import { PublicEndpoints } from './public-calls.ts';

export interface DemoOptions {
  readonly url: string;
  readonly caFile: string;
  readonly bundleFile: string;
  readonly credentialsFile: string;
  readonly operatorToken: string;
}

const unquote = (text: string): string => text.replace(/^'|'$/g, '').replaceAll(`'\\''`, "'");

/** The demo tenant of an earlier start, from its credentials file. */
const readDemoTenant = (file: string): DemoTenant | undefined => {
  if (!existsSync(file)) return undefined;
  const lines = readFileSync(file, 'utf8').split('\n');
  const value = (name: string): string =>
    unquote(lines.find(line => line.startsWith(`${name}=`))?.slice(name.length + 1) ?? '');
  const demo = {
    tenantId: value('VAKT_TENANT_ID'),
    clientId: value('VAKT_CLIENT_ID'),
    clientSecret: value('VAKT_CLIENT_SECRET'),
    username: value('VAKT_USERNAME'),
    password: value('VAKT_PASSWORD'),
  };
  return Object.values(demo).every(text => text !== '') ? demo : undefined;
};

/**
 * Finds the demo tenant of an earlier start, or makes one through the server's own public endpoints.
 *
 * @returns the tenant, and whether it was made just now.
 */
export const loadDemoTenant = async (
  options: DemoOptions,
): Promise<{ demo: DemoTenant; created: boolean }> => {
  const known = readDemoTenant(options.credentialsFile);
  if (known) {
    // The address may have changed since; the credentials have not.
    writeDemoEnvironment(options.credentialsFile, { ...options, demo: known });
    return { demo: known, created: false };
  }
  const endpoints = new PublicEndpoints(options.url, options.caFile);
  try {
    const demo = await provisionDemo(endpoints, options.operatorToken);
    writeDemoEnvironment(options.credentialsFile, { ...options, demo });
    return { demo, created: true };
  } finally {
    endpoints.close();
  }
};
