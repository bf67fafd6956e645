import type { AmendedText, Insertion } from './amended-text.ts';
import type { ServiceDiagnostic } from './language-service.ts';
import { codeOf } from './size.ts';

/**
 * String columns that hold JSON (reference: hunting-action-types, enumerations; the vendor's pages of the tables). In a
 * workspace the same columns are dynamic, and published queries reach into them without `parse_json`.
 */
const COLUMNS = [
  'AdditionalFields',
  'AttackTechniques',
  'AuthenticationDetails',
  'Categories',
  'ConditionalAccessPolicies',
  'ConnectedNetworks',
  'CrlDistributionPointUrls',
  'DefaultGateways',
  'DeviceDynamicTags',
  'DeviceManualTags',
  'DeviceRoles',
  'DnsAddresses',
  'ForwardingInformation',
  'IPAddresses',
  'LoggedOnUsers',
  'MergedDeviceIds',
  'UrlChain',
].join('|');

/** `Column.` or `Column` before a key or an index. */
const BEFORE_PATH = new RegExp(`(?<![\\w.$])(${COLUMNS})\\s*\\.?\\s*$`);

/** `Column`, or `name = Column`, where a bag or an array is wanted. */
const WANTED_VALUE = new RegExp(`^(?:\\w+\\s*=\\s*)?(${COLUMNS})$`);

const BEFORE_ELEMENTS = /\bmv-apply\s+(?:\w+\s*=\s*)?$/;

interface NamedSpan {
  readonly name: string;
  readonly end: number;
}

/** The column that stands before the key (KS142) or index (KS147) of which the service knows nothing. */
const beforePath = (text: string, { Start }: ServiceDiagnostic): NamedSpan | undefined => {
  const found = BEFORE_PATH.exec(text.slice(Math.max(0, Start - 100), Start));
  const name = found?.[1];
  if (!found || name === undefined) return undefined;
  return { name, end: Math.max(0, Start - 100) + found.index + name.length };
};

const wantedValue = (text: string, { Start, Length }: ServiceDiagnostic): NamedSpan | undefined => {
  const name = WANTED_VALUE.exec(text.slice(Start, Start + Length))?.[1];
  return name === undefined ? undefined : { name, end: Start + Length };
};

const columnIn = (text: string, diagnostic: ServiceDiagnostic): NamedSpan | undefined => {
  switch (diagnostic.Code) {
    case 'KS142':
      return BEFORE_ELEMENTS.test(text.slice(0, diagnostic.Start))
        ? wantedValue(text, diagnostic)
        : beforePath(text, diagnostic);
    case 'KS147':
      return beforePath(text, diagnostic);
    case 'KS141':
    case 'KS234':
    case 'KS235':
      return wantedValue(text, diagnostic);
    default:
      return undefined;
  }
};

/** Whether an error only says that a column of JSON text is not dynamic. */
export const isAboutJsonText = (text: string, diagnostic: ServiceDiagnostic): boolean =>
  columnIn(text, diagnostic) !== undefined;

/** What makes dynamic values of the columns of JSON text that a query reaches into. */
export const parsedJsonText = (
  amended: AmendedText,
  diagnostics: readonly ServiceDiagnostic[],
): readonly Insertion[] => {
  const { text } = amended;
  const columns = diagnostics.flatMap(diagnostic => columnIn(text, diagnostic) ?? []);
  const ends = new Map(columns.map(column => [column.end, column]));
  return [...ends.values()]
    .filter(({ end }) => !amended.isInserted(end - 1))
    .flatMap(({ name, end }) => [
      { at: amended.originalOffset(end - name.length), text: 'parse_json(' },
      { at: amended.originalOffset(end - 1) + 1, text: ')' },
    ]);
};

const UNPACKED = new RegExp(`\\bevaluate\\s+bag_unpack\\s*\\(\\s*(${COLUMNS})\\b`, 'g');

/** A column of JSON text that is unpacked becomes dynamic first, which one that is dynamic stays. */
export const withUnpackedJsonText = (amended: AmendedText): AmendedText =>
  [...codeOf(amended.text).matchAll(UNPACKED)]
    .toReversed()
    .reduce(
      (text, { 1: name, index }) => text.insertedAt(index, `extend ${name} = parse_json(${name}) | `),
      amended,
    );
