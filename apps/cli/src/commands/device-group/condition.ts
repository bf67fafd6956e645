import { conditionOperators, type DeviceCondition, deviceProperties } from '@vakt/contract/device-group';
import { InvalidArgumentError } from 'commander';

const plain = (name: string): string => name.toLowerCase().replaceAll(/[^a-z]/g, '');

const named = <Name extends string>(names: readonly Name[], text: string): Name | undefined =>
  names.find(name => plain(name) === plain(text));

/**
 * Reads a condition as people write it, `tag equals lab`; the value is the rest of the line.
 *
 * @throws InvalidArgumentError
 */
export const readCondition = (text: string): DeviceCondition => {
  const [, first = '', second = '', value = ''] = /^\s*(\S+)\s+(\S+)\s+(.*\S)\s*$/.exec(text) ?? [];
  const property = named(deviceProperties, first);
  const operator = named(conditionOperators, second);
  if (property && operator && value) return { property, operator, value };
  throw new InvalidArgumentError(
    `Write PROPERTY OPERATOR VALUE: ${deviceProperties.join(', ')}; ${conditionOperators.join(', ')}; for one "tag equals lab".`,
  );
};

/** A condition as it is written. */
export const conditionText = ({ property, operator, value }: DeviceCondition): string =>
  `${property} ${operator} ${value}`;

/** Collects the conditions of an option that may be given several times. */
export const addCondition = (
  text: string,
  conditions: readonly DeviceCondition[] = [],
): readonly DeviceCondition[] => [...conditions, readCondition(text)];
