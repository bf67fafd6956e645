import { renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { shellWord } from '@vakt/contract/shell-word';
import type { DemoTenant } from './demo/provision.ts';

/** What other programs need to find a serving Vakt: `ready.json` in the data directory. */
export interface ReadyFile {
  readonly url: string;
  readonly portalUrl: string;
  readonly caFile: string;
  readonly pid: number;
  readonly version: string;
  readonly tenantId?: string;
  readonly clientId?: string;
  readonly credentialsFile?: string;
}

const writeWhole = (file: string, text: string, mode: number): void => {
  writeFileSync(`${file}.new`, text, { mode });
  renameSync(`${file}.new`, file);
};

const readyFilePath = (folder: string): string => join(folder, 'ready.json');

/** Says that Vakt serves; written last, so that whoever sees the file can call. */
export const writeReadyFile = (folder: string, ready: ReadyFile): void =>
  writeWhole(readyFilePath(folder), `${JSON.stringify(ready, null, 2)}\n`, 0o644);

/** Says that Vakt does not serve any more, or not yet. */
export const removeReadyFile = (folder: string): void => rmSync(readyFilePath(folder), { force: true });

/** The demo tenant's credentials, for `. demo.env` in a shell. */
export interface DemoEnvironment {
  readonly url: string;
  readonly caFile: string;
  readonly bundleFile: string;
  readonly demo: DemoTenant;
}

/** Writes `demo.env` for its owner only. */
export const writeDemoEnvironment = (
  file: string,
  { url, caFile, bundleFile, demo }: DemoEnvironment,
): void => {
  const variables = {
    VAKT_URL: url,
    VAKT_TENANT_ID: demo.tenantId,
    VAKT_CLIENT_ID: demo.clientId,
    VAKT_CLIENT_SECRET: demo.clientSecret,
    VAKT_USERNAME: demo.username,
    VAKT_PASSWORD: demo.password,
    NODE_EXTRA_CA_CERTS: caFile,
    SSL_CERT_FILE: bundleFile,
    REQUESTS_CA_BUNDLE: bundleFile,
  };
  const lines = Object.entries(variables).map(([name, value]) => `${name}=${shellWord(value)}`);
  writeWhole(file, `${lines.join('\n')}\n`, 0o600);
};
