import { readFileSync } from 'node:fs';
import { arch, release } from 'node:os';

/** What the hunting tables say of the operating system. */
export interface OperatingSystem {
  readonly platform: 'Linux';
  /** `Debian`, `Ubuntu`, `Fedora`, …: the distribution's name without "GNU/Linux". */
  readonly distribution: string;
  readonly version: string;
  /** The version as the distribution writes it for people. */
  readonly versionInfo: string;
  readonly architecture: string;
  readonly kernel: string;
}

const unquote = (value: string): string => {
  const quote = value[0];
  const isQuoted = value.length > 1 && (quote === '"' || quote === "'") && value.endsWith(quote);
  return (isQuoted ? value.slice(1, -1) : value).replace(/\\(["'$`\\])/g, '$1');
};

/** The variables of an `os-release` file (man 5 os-release). */
export const parseOsRelease = (text: string): ReadonlyMap<string, string> => {
  const variables = new Map<string, string>();
  for (const line of text.split('\n')) {
    const match = /^([A-Z][A-Z0-9_]*)=(.*)$/.exec(line.trim());
    if (match) variables.set(match[1] ?? '', unquote(match[2] ?? ''));
  }
  return variables;
};

const readFirst = (files: readonly string[]): string => {
  for (const file of files) {
    try {
      return readFileSync(file, 'utf8');
    } catch {
      // The next place, as man 5 os-release says.
    }
  }
  return '';
};

/** The hunting tables' word for a processor architecture; empty for one that it has no word for. */
const architectureOf = (name: string): string => {
  if (['x64', 'arm64', 'ppc64', 'riscv64', 's390x', 'loong64'].includes(name)) return '64-bit';
  return ['ia32', 'arm'].includes(name) ? '32-bit' : '';
};

/** This machine's operating system. */
export const readOperatingSystem = (): OperatingSystem => {
  const variables = parseOsRelease(readFirst(['/etc/os-release', '/usr/lib/os-release']));
  return {
    platform: 'Linux',
    distribution: (variables.get('NAME') ?? '').replace(/\s+(GNU\/)?Linux$/i, ''),
    version: variables.get('VERSION_ID') ?? '',
    versionInfo: variables.get('VERSION') ?? '',
    architecture: architectureOf(arch()),
    kernel: release(),
  };
};
