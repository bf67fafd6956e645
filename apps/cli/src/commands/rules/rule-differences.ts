import { isRecord } from '@vakt/client/json';
import type { DetectionRule } from './detection-rule.ts';
import { fits } from './fits.ts';
import type { RuleFile } from './rule-folder.ts';

/** What parts a folder from a tenant. */
export type RuleDifference =
  | { readonly kind: 'new'; readonly name: string; readonly file: RuleFile }
  | {
      readonly kind: 'changed';
      readonly name: string;
      readonly file: RuleFile;
      readonly id: string;
      /** Paths of the properties that differ. */
      readonly properties: readonly string[];
    }
  | { readonly kind: 'not in the folder'; readonly name: string; readonly id: string };

/** Choices that the server takes in any letter case, and answers in its own. */
const CHOICES = new Set(['severity', 'category', 'period']);

const isSame = (name: string, wanted: unknown, there: unknown): boolean =>
  CHOICES.has(name) && typeof wanted === 'string' && typeof there === 'string'
    ? wanted.toLowerCase() === there.toLowerCase()
    : fits(wanted, there) &&
      (!Array.isArray(wanted) || (there as readonly unknown[]).length === wanted.length);

/** The paths of what a file says and the tenant's rule does not. */
const differing = (wanted: Readonly<Record<string, unknown>>, there: unknown, path = ''): string[] =>
  Object.entries(wanted).flatMap(([name, value]) => {
    const other = isRecord(there) ? there[name] : undefined;
    if (isRecord(value)) return differing(value, other, `${path}${name}/`);
    // What a file leaves empty the server may fill.
    return isSame(name, value, other) || (value === null && other === '') ? [] : [`${path}${name}`];
  });

const differenceOf = (file: RuleFile, there: DetectionRule | undefined): RuleDifference[] => {
  const name = file.displayName;
  if (!there) return [{ kind: 'new', name, file }];
  const properties = differing(file.rule, there);
  return properties.length === 0 ? [] : [{ kind: 'changed', name, file, id: there.id, properties }];
};

/** How a folder's rules differ from a tenant's; rules are the same rule when their display names are. */
export const compareRules = (
  files: readonly RuleFile[],
  tenant: readonly DetectionRule[],
): RuleDifference[] => {
  const byName = new Map(tenant.map(rule => [rule.displayName, rule]));
  const names = new Set(files.map(({ displayName }) => displayName));
  return [
    ...files.flatMap(file => differenceOf(file, byName.get(file.displayName))),
    ...tenant
      .filter(({ displayName }) => !names.has(displayName))
      .map(({ id, displayName }) => ({ kind: 'not in the folder' as const, name: displayName, id })),
  ];
};

/** A difference in a line. */
export const describeDifference = (difference: RuleDifference): string =>
  difference.kind === 'changed'
    ? `changed\t${difference.name}\t${difference.properties.join(', ')}`
    : `${difference.kind}\t${difference.name}`;
