import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { isRecord, parseJson } from '@vakt/client/json';
import { usageError } from '../../failure/command-error.ts';

/** A rule as Graph writes it: what a file says of it, checked by the server. */
export type RuleBody = Readonly<Record<string, unknown>>;

/** Rows that a rule is tried on, and the alerts that they must raise. */
export interface RuleCase {
  readonly name: string;
  readonly rows: unknown;
  /** What `now()` is; the time of the trial when not given. */
  readonly now?: unknown;
  /** What each alert must say at least; properties that are not named may be anything. */
  readonly alerts: readonly unknown[];
}

/** A rule of a folder. */
export interface RuleFile {
  /** The path of its file. */
  readonly file: string;
  readonly displayName: string;
  readonly rule: RuleBody;
  readonly cases: readonly RuleCase[];
}

const TEST_FILE = /\.test\.json$/;
const RULE_FILE = /(?<!\.test)\.json$/;

const readObject = (file: string): Record<string, unknown> => {
  let value: unknown;
  try {
    value = parseJson(readFileSync(file, 'utf8'));
  } catch (error) {
    throw usageError(`${file} cannot be read: ${(error as Error).message}`);
  }
  if (isRecord(value)) return value;
  throw usageError(`${file} must hold one JSON object`);
};

const readCase = (file: string, value: unknown, index: number): RuleCase => {
  const place = `${file}: cases[${index}]`;
  if (!isRecord(value)) throw usageError(`${place} must be an object`);
  const { name = `case ${index + 1}`, rows, now, alerts } = value;
  if (typeof name !== 'string') throw usageError(`${place}: 'name' must be a text`);
  if (!isRecord(rows)) throw usageError(`${place}: 'rows' must be an object, rows by table`);
  if (!Array.isArray(alerts))
    throw usageError(`${place}: 'alerts' must be a list; it is empty where nothing may be found`);
  return { name, rows, alerts, ...(now !== undefined && { now }) };
};

const readCases = (file: string): RuleCase[] => {
  const { cases } = readObject(file);
  if (!Array.isArray(cases)) throw usageError(`${file} must have a list 'cases'`);
  return cases.map((value, index) => readCase(file, value, index));
};

/** The rule with its query, which may stand in a file of its own. */
const withQuery = (rule: RuleBody, queryFile: string | undefined): RuleBody => {
  if (queryFile === undefined) return rule;
  const condition = isRecord(rule['queryCondition']) ? rule['queryCondition'] : {};
  if (condition['queryText'] !== undefined)
    throw usageError(
      `${queryFile} stands beside a rule that has its own 'queryText'`,
      'Keep one of the two.',
    );
  return { ...rule, queryCondition: { ...condition, queryText: readFileSync(queryFile, 'utf8').trimEnd() } };
};

const readRule = (folder: string, names: ReadonlySet<string>, name: string): RuleFile => {
  const file = join(folder, name);
  const stem = name.replace(RULE_FILE, '');
  const rule = withQuery(
    readObject(file),
    names.has(`${stem}.kql`) ? join(folder, `${stem}.kql`) : undefined,
  );
  const { displayName } = rule;
  if (typeof displayName !== 'string' || displayName === '') throw usageError(`${file} has no 'displayName'`);
  const tests = `${stem}.test.json`;
  return { file, displayName, rule, cases: names.has(tests) ? readCases(join(folder, tests)) : [] };
};

const listFolder = (folder: string): string[] => {
  try {
    return readdirSync(folder).toSorted();
  } catch (error) {
    throw usageError(`${folder} cannot be read: ${(error as Error).message}`);
  }
};

/**
 * The rules of a folder: `NAME.json` in Graph's shape, its query there or in `NAME.kql`, its cases in `NAME.test.json`.
 *
 * @throws CommandError when a file is wrong; it names the file and the property
 */
export const readRuleFolder = (folder: string): RuleFile[] => {
  const names = new Set(listFolder(folder));
  const rules = [...names].filter(name => RULE_FILE.test(name)).map(name => readRule(folder, names, name));
  if (rules.length === 0)
    throw usageError(`${folder} has no rule, NAME.json`, 'See vakt rules add --help for the shape.');
  const lost = [...names].find(name => TEST_FILE.test(name) && !names.has(name.replace(TEST_FILE, '.json')));
  if (lost !== undefined) throw usageError(`${join(folder, lost)} has no rule beside it`);
  const twice = rules.find(
    ({ displayName }, index) => rules.findIndex(rule => rule.displayName === displayName) < index,
  );
  if (twice) throw usageError(`${twice.file} has the display name '${twice.displayName}' of another file`);
  return rules;
};
