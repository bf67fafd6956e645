import {
  conditionOperators,
  type DeviceCondition,
  deviceProperties,
  type RemediationLevel,
  remediationLevels,
} from '@vakt/contract/device-group';
import { ok, type Result } from '@vakt/contract/result';
import type { DeviceGroupDraft } from '@vakt/store/device-groups';
import { type Body, readObjectList, readText, requireText, wrong } from '../directory/body.ts';
import type { GraphFailure } from '../directory/graph-error.ts';
import { isNumber } from './numbered.ts';

/** What a body says of a device group. */
export interface DeviceGroupChange extends Partial<DeviceGroupDraft> {
  /** 1 is asked first. */
  readonly rank?: number;
}

const LONGEST_VALUE = 256;
const MOST_CONDITIONS = 20;

const oneOf = <Name extends string>(names: readonly Name[], value: unknown): Name | undefined =>
  names.find(name => name === value);

const readCondition = (body: Body): DeviceCondition | undefined => {
  const property = oneOf(deviceProperties, body['property']);
  const operator = oneOf(conditionOperators, body['operator']);
  const text = readText(body, 'value');
  const value = text.ok ? text.value?.trim() : undefined;
  return property && operator && value && value.length <= LONGEST_VALUE
    ? { property, operator, value }
    : undefined;
};

const readConditions = (body: Body): Result<readonly DeviceCondition[] | undefined, GraphFailure> => {
  const list = readObjectList(body, 'conditions');
  if (!list.ok || list.value === undefined) return list.ok ? ok(undefined) : list;
  const conditions = list.value.map(readCondition);
  const read = conditions.filter(condition => condition !== undefined);
  return read.length > 0 && read.length === conditions.length && read.length <= MOST_CONDITIONS
    ? ok(read)
    : wrong(
        'conditions',
        `a list of 1 to ${MOST_CONDITIONS} objects with property (${deviceProperties.join(', ')}), operator (${conditionOperators.join(', ')}) and value, a text of at most ${LONGEST_VALUE} characters`,
      );
};

const readLevel = (body: Body): Result<RemediationLevel | undefined, GraphFailure> => {
  const value = body['remediationLevel'];
  if (value === undefined || value === null) return ok(undefined);
  const level = oneOf(remediationLevels, value);
  return level ? ok(level) : wrong('remediationLevel', `one of ${remediationLevels.join(', ')}`);
};

const readRank = (body: Body): Result<number | undefined, GraphFailure> => {
  const value = body['rank'];
  if (value === undefined || value === null) return ok(undefined);
  return isNumber(value) && value >= 1 ? ok(value) : wrong('rank', 'a whole number from 1');
};

/** Reads what changes of a device group. */
export const readGroupChange = (body: Body): Result<DeviceGroupChange, GraphFailure> => {
  const name = body['name'] === undefined ? ok(undefined) : requireText(body, 'name');
  if (!name.ok) return name;
  const description = readText(body, 'description');
  if (!description.ok) return description;
  const level = readLevel(body);
  if (!level.ok) return level;
  const conditions = readConditions(body);
  if (!conditions.ok) return conditions;
  const rank = readRank(body);
  if (!rank.ok) return rank;
  return ok({
    ...(name.value !== undefined && { name: name.value.trim() }),
    ...(description.value !== undefined && { description: description.value }),
    ...(level.value !== undefined && { remediationLevel: level.value }),
    ...(conditions.value !== undefined && { conditions: conditions.value }),
    ...(rank.value !== undefined && { rank: rank.value }),
  });
};
