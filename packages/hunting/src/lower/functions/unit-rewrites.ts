import { call, constant, type Expression } from '../../plan/expression.ts';
import { convert } from '../conversion.ts';
import { unsupported } from '../refusal.ts';
import { argumentAt, constantText, type Rewrite, type Rewrites } from './arguments.ts';

/** What one of each unit is in the unit that stands first. */
type Units = Readonly<Record<string, number>>;

const DEGREE: Units = {
  Degree: 1,
  Arcminute: 1 / 60,
  Arcsecond: 1 / 3600,
  Gradian: 0.9,
  Revolution: 360,
  Radian: 180 / Math.PI,
  Milliradian: 180 / Math.PI / 1000,
  Millidegree: 1e-3,
  Microdegree: 1e-6,
};

const METRE: Units = {
  Meter: 1,
  Kilometer: 1e3,
  Decimeter: 1e-1,
  Centimeter: 1e-2,
  Millimeter: 1e-3,
  Micrometer: 1e-6,
  Nanometer: 1e-9,
  Inch: 0.0254,
  Foot: 0.3048,
  Yard: 0.9144,
  Mile: 1609.344,
  NauticalMile: 1852,
};

const KILOGRAM: Units = {
  Kilogram: 1,
  Gram: 1e-3,
  Milligram: 1e-6,
  Microgram: 1e-9,
  Tonne: 1e3,
  Pound: 0.45359237,
  Ounce: 0.028349523125,
};

const METRE_PER_SECOND: Units = {
  MeterPerSecond: 1,
  KilometerPerSecond: 1e3,
  CentimeterPerSecond: 1e-2,
  KilometerPerHour: 1 / 3.6,
  MilePerHour: 0.44704,
  FootPerSecond: 0.3048,
  Knot: 1852 / 3600,
};

const JOULE: Units = {
  Joule: 1,
  Kilojoule: 1e3,
  Megajoule: 1e6,
  WattHour: 3600,
  KilowattHour: 3.6e6,
  Calorie: 4.184,
  Kilocalorie: 4184,
};

const NEWTON: Units = { Newton: 1, Kilonewton: 1e3, Meganewton: 1e6, KilogramForce: 9.80665, Dyn: 1e-5 };

const CUBIC_METRE: Units = {
  CubicMeter: 1,
  Liter: 1e-3,
  Centiliter: 1e-5,
  Milliliter: 1e-6,
  CubicCentimeter: 1e-6,
  CubicKilometer: 1e9,
  CubicInch: 0.0254 ** 3,
  CubicFoot: 0.3048 ** 3,
};

const real = (value: number): Expression => constant('real', value);

const scaled = (value: Expression, times: number, by: number): Expression =>
  call('divide', 'real', call('multiply', 'real', value, real(times)), real(by));

/** `convert_…(value, from, to)`; the less usual units are refused by their names. */
const between =
  (name: string, units: Units): Rewrite =>
  (given, node) => {
    const [from, to] = [1, 2].map(place => constantText(given[place]) ?? '');
    const [known, wanted] = [from, to].map(unit =>
      unit !== undefined && Object.hasOwn(units, unit) ? units[unit] : undefined,
    );
    if (known === undefined || wanted === undefined)
      throw unsupported(`${name}() from '${from}' to '${to}'`, node);
    const value = convert(argumentAt(given, 0, node), 'real', node);
    if (from === to) return value;
    return scaled(value, known, wanted);
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
};

const temperature: Rewrite = (given, node) => {
  const names = [1, 2].map(place => constantText(given[place]) ?? '');
  const [from, to] = names.map(unit => (Object.hasOwn(TEMPERATURES, unit) ? TEMPERATURES[unit] : undefined));
  if (!from || !to) throw unsupported(`convert_temperature() from '${names.join("' to '")}'`, node);
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
