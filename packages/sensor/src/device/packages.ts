import { execFile } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { promisify } from 'node:util';

/** An installed package, in the words of its package manager. */
export interface InstalledPackage {
  readonly name: string;
  readonly version: string;
  /** Who made the package; empty when the package manager does not know. */
  readonly vendor: string;
}

const DPKG_STATUS = '/var/lib/dpkg/status';
const APK_INSTALLED = '/lib/apk/db/installed';
const RPM = '/usr/bin/rpm';
const RPM_FORMAT = '%{NAME}\\t%{EPOCH}:%{VERSION}-%{RELEASE}\\t%{VENDOR}\\n';
const RPM_OUTPUT_LIMIT = 64 * 1024 * 1024;

const byNameAndVersion = (packages: readonly InstalledPackage[]): InstalledPackage[] => {
  const unique = new Map(packages.map(one => [`${one.name}\0${one.version}`, one]));
  return [...unique.values()].toSorted((a, b) => (a.name < b.name ? -1 : 1));
};

const stanzaFields = (stanza: string, separator: RegExp): ReadonlyMap<string, string> =>
  new Map(
    stanza.split('\n').flatMap(line => {
      const match = separator.exec(line);
      return match ? [[match[1] ?? '', match[2] ?? ''] as const] : [];
    }),
  );

const withoutMail = (maintainer: string): string => maintainer.replace(/\s*<[^>]*>\s*$/, '').trim();

/** The installed packages in a dpkg status file (man 5 deb-control). */
export const parseDpkgStatus = (text: string): InstalledPackage[] =>
  byNameAndVersion(
    text.split(/\n{2,}/).flatMap(stanza => {
      const fields = stanzaFields(stanza, /^([A-Za-z][\w-]*):\s*(.*)$/);
      const name = fields.get('Package');
      const version = fields.get('Version');
      if (!name || !version || !/\binstalled$/.test(fields.get('Status') ?? '')) return [];
      if (/not-installed|half-installed/.test(fields.get('Status') ?? '')) return [];
      return [{ name, version, vendor: fields.get('Origin') ?? withoutMail(fields.get('Maintainer') ?? '') }];
    }),
  );

/** The packages of Alpine's database of installed packages. */
export const parseApkInstalled = (text: string): InstalledPackage[] =>
  byNameAndVersion(
    text.split(/\n{2,}/).flatMap(stanza => {
      const fields = stanzaFields(stanza, /^([A-Za-z]):(.*)$/);
      const name = fields.get('P');
      const version = fields.get('V');
      return name && version ? [{ name, version, vendor: withoutMail(fields.get('m') ?? '') }] : [];
    }),
  );

/** The packages in the answer of `rpm --query --all` in the sensor's format. */
export const parseRpmList = (text: string): InstalledPackage[] =>
  byNameAndVersion(
    text.split('\n').flatMap(line => {
      const [name, version, vendor = ''] = line.split('\t');
      if (!name || !version) return [];
      return [
        { name, version: version.replace(/^(\(none\)|0):/, ''), vendor: vendor === '(none)' ? '' : vendor },
      ];
    }),
  );

const rpmPackages = async (): Promise<InstalledPackage[]> => {
  const { stdout } = await promisify(execFile)(RPM, ['--query', '--all', '--queryformat', RPM_FORMAT], {
    maxBuffer: RPM_OUTPUT_LIMIT,
  });
  return parseRpmList(stdout);
};

/** The packages that this machine's package manager has installed; none where there is no known package manager. */
export const installedPackages = async (): Promise<InstalledPackage[]> => {
  if (existsSync(DPKG_STATUS)) return parseDpkgStatus(readFileSync(DPKG_STATUS, 'utf8'));
  if (existsSync(APK_INSTALLED)) return parseApkInstalled(readFileSync(APK_INSTALLED, 'utf8'));
  return existsSync(RPM) ? rpmPackages() : [];
};
