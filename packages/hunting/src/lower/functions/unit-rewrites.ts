import type { BoundNode } from '../../bind/bound-node.ts';
import { call, constant, type Expression } from '../../plan/expression.ts';
import { convert } from '../conversion.ts';
import { unsupported } from '../refusal.ts';
import { argumentAt, constantText, type Rewrite, type Rewrites } from './arguments.ts';
import {
  CUBIC_METRE,
  DEGREE,
  JOULE,
  KILOGRAM,
  METRE,
  METRE_PER_SECOND,
  NEWTON,
  type Units,
} from './units.ts';

const real = (value: number): Expression => constant('real', value);

const scaled = (value: Expression, times: number, by: number): Expression => {
  const product = call('multiply', 'real', value, real(times));
  return by === 1 ? product : call('divide', 'real', product, real(by));
};

/** The names of two units, which are part of the query. */
const unitNames = (given: readonly Expression[], name: string, node: BoundNode): [string, string] => {
  const [from, to] = [1, 2].map(place => constantText(given[place]));
  if (from === undefined || to === undefined) throw unsupported(`${name}() of units that are computed`, node);
  return [from, to];
};

/** `convert_…(value, from, to)`: null where a unit is none (manual: convert_length). */
const between =
  (name: string, units: Units): Rewrite =>
  (given, node) => {
    const names = unitNames(given, name, node);
    if (!names.every(unit => Object.hasOwn(units, unit))) return constant('real', null);
    const [known, wanted] = names.map(unit => units[unit]);
    const value = convert(argumentAt(given, 0, node), 'real', node);
    if (names[0] === names[1]) return value;
    if (known === undefined || wanted === undefined)
      throw unsupported(`${name}() from '${names.join("' to '")}'`, node);
    // Most small units go evenly into the first one, which their own size in reals does not say.
    return wanted < 1 ? scaled(value, known * evenly(1 / wanted), 1) : scaled(value, known, wanted);
  };

const evenly = (size: number): number => {
  const whole = Math.round(size);
  return Math.abs(size - whole) < size * 1e-12 ? whole : size;
};

/** What is added to a temperature so that it starts at absolute zero, and how many degrees are how many kelvins. */
interface Degrees {
  readonly offset: number;
  readonly degrees: number;
  readonly kelvins: number;
}

const TEMPERATURES: Readonly<Record<string, Degrees>> = {
  Kelvin: { offset: 0, degrees: 1, kelvins: 1 },
  DegreeCelsius: { offset: 273.15, degrees: 1, kelvins: 1 },
  DegreeFahrenheit: { offset: 459.67, degrees: 9, kelvins: 5 },
  DegreeRankine: { offset: 0, degrees: 9, kelvins: 5 },
  DegreeDelisle: { offset: -559.725, degrees: 3, kelvins: -2 },
  DegreeNewton: { offset: 90.1395, degrees: 33, kelvins: 100 },
  DegreeReaumur: { offset: 218.52, degrees: 4, kelvins: 5 },
  DegreeRoemer: { offset: 135.90375, degrees: 21, kelvins: 40 },
  MillidegreeCelsius: { offset: 273_150, degrees: 1000, kelvins: 1 },
};

const temperature: Rewrite = (given, node) => {
  const names = unitNames(given, 'convert_temperature', node);
  if (names.includes('SolarTemperature'))
    throw unsupported("convert_temperature() by 'SolarTemperature'", node);
  const [from, to] = names.map(unit => (Object.hasOwn(TEMPERATURES, unit) ? TEMPERATURES[unit] : undefined));
  if (!from || !to) return constant('real', null);
  const value = convert(argumentAt(given, 0, node), 'real', node);
  if (from === to) return value;
  const kelvins = scaled(call('add', 'real', value, real(from.offset)), from.kelvins, from.degrees);
  return call('subtract', 'real', scaled(kelvins, to.degrees, to.kelvins), real(to.offset));
};

/** Conversions of units that are named in the query. */
export const unitRewrites: Rewrites = {
  convert_angle: between('convert_angle', DEGREE),
  convert_length: between('convert_length', METRE),
  convert_mass: between('convert_mass', KILOGRAM),
  convert_speed: between('convert_speed', METRE_PER_SECOND),
  convert_energy: between('convert_energy', JOULE),
  convert_force: between('convert_force', NEWTON),
  convert_volume: between('convert_volume', CUBIC_METRE),
  convert_temperature: temperature,
};
