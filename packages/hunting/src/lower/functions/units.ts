/**
 * The units that the `convert_…` functions know, by their names in the manual: what one of each is in the unit that stands
 * first. Those of the earth and the sun, whose sizes are measured, have none.
 */
export type Units = Readonly<Record<string, number | undefined>>;

const INCH = 0.0254;
const FOOT = 0.3048;
const SURVEY_FOOT = 1200 / 3937;
const YARD = 0.9144;
const MILE = 1609.344;
const ASTRONOMICAL_UNIT = 149_597_870_700;
const LIGHT_YEAR = 9_460_730_472_580_800;
const PARSEC = (648_000 / Math.PI) * ASTRONOMICAL_UNIT;

const RADIAN = 180 / Math.PI;

export const DEGREE: Units = {
  Degree: 1,
  Arcminute: 1 / 60,
  Arcsecond: 1 / 3600,
  Centiradian: RADIAN / 100,
  Deciradian: RADIAN / 10,
  Gradian: 0.9,
  Microdegree: 1e-6,
  Microradian: RADIAN / 1e6,
  Millidegree: 1e-3,
  Milliradian: RADIAN / 1000,
  Nanodegree: 1e-9,
  Nanoradian: RADIAN / 1e9,
  NatoMil: 360 / 6400,
  Radian: RADIAN,
  Revolution: 360,
  Tilt: undefined,
};

export const METRE: Units = {
  Meter: 1,
  Angstrom: 1e-10,
  AstronomicalUnit: ASTRONOMICAL_UNIT,
  Centimeter: 1e-2,
  Chain: 66 * FOOT,
  DataMile: 6000 * FOOT,
  Decameter: 10,
  Decimeter: 1e-1,
  DtpPica: INCH / 6,
  DtpPoint: INCH / 72,
  Fathom: 6 * FOOT,
  Foot: FOOT,
  Hand: 4 * INCH,
  Hectometer: 100,
  Inch: INCH,
  KilolightYear: LIGHT_YEAR * 1e3,
  Kilometer: 1e3,
  Kiloparsec: PARSEC * 1e3,
  LightYear: LIGHT_YEAR,
  MegalightYear: LIGHT_YEAR * 1e6,
  Megaparsec: PARSEC * 1e6,
  Microinch: INCH / 1e6,
  Micrometer: 1e-6,
  Mil: INCH / 1000,
  Mile: MILE,
  Millimeter: 1e-3,
  Nanometer: 1e-9,
  NauticalMile: 1852,
  Parsec: PARSEC,
  PrinterPica: (INCH * 12) / 72.27,
  PrinterPoint: INCH / 72.27,
  Shackle: 90 * FOOT,
  SolarRadius: undefined,
  Twip: INCH / 1440,
  UsSurveyFoot: SURVEY_FOOT,
  Yard: YARD,
};

const POUND = 0.45359237;

export const KILOGRAM: Units = {
  Kilogram: 1,
  Centigram: 1e-5,
  Decagram: 1e-2,
  Decigram: 1e-4,
  EarthMass: undefined,
  Grain: POUND / 7000,
  Gram: 1e-3,
  Hectogram: 1e-1,
  Kilopound: POUND * 1e3,
  Kilotonne: 1e6,
  LongHundredweight: POUND * 112,
  LongTon: POUND * 2240,
  Megapound: POUND * 1e6,
  Megatonne: 1e9,
  Microgram: 1e-9,
  Milligram: 1e-6,
  Nanogram: 1e-12,
  Ounce: POUND / 16,
  Pound: POUND,
  ShortHundredweight: POUND * 100,
  ShortTon: POUND * 2000,
  Slug: (POUND * 9.80665) / FOOT,
  SolarMass: undefined,
  Stone: POUND * 14,
  Tonne: 1e3,
};

/** A length by the second, minute and hour. */
const rates = (name: string, metres: number, ...spans: readonly ('Second' | 'Minute' | 'Hour')[]): Units => {
  const seconds = { Second: 1, Minute: 60, Hour: 3600 };
  return Object.fromEntries(spans.map(span => [`${name}Per${span}`, metres / seconds[span]]));
};

export const METRE_PER_SECOND: Units = {
  ...rates('Meter', 1, 'Second', 'Minute', 'Hour'),
  ...rates('Kilometer', 1e3, 'Second', 'Minute', 'Hour'),
  ...rates('Centimeter', 1e-2, 'Second', 'Minute', 'Hour'),
  ...rates('Millimeter', 1e-3, 'Second', 'Minute', 'Hour'),
  ...rates('Decimeter', 1e-1, 'Second', 'Minute'),
  ...rates('Micrometer', 1e-6, 'Second', 'Minute'),
  ...rates('Nanometer', 1e-9, 'Second', 'Minute'),
  ...rates('Inch', INCH, 'Second', 'Minute', 'Hour'),
  ...rates('Foot', FOOT, 'Second', 'Minute', 'Hour'),
  ...rates('UsSurveyFoot', SURVEY_FOOT, 'Second', 'Minute', 'Hour'),
  ...rates('Yard', YARD, 'Second', 'Minute', 'Hour'),
  ...rates('Mile', MILE, 'Hour'),
  Knot: 1852 / 3600,
};

const BRITISH_THERMAL_UNIT = 1055.05585262;
const THERM_EC = 1.05505585262e8;
const THERM_IMPERIAL = 1.05505585257348e8;
const THERM_US = 1.054804e8;
const ELECTRON_VOLT = 1.602176634e-19;
const WATT_DAY = 86_400;
const WATT_HOUR = 3600;
const CALORIE = 4.184;

export const JOULE: Units = {
  Joule: 1,
  BritishThermalUnit: BRITISH_THERMAL_UNIT,
  Calorie: CALORIE,
  DecathermEc: THERM_EC * 10,
  DecathermImperial: THERM_IMPERIAL * 10,
  DecathermUs: THERM_US * 10,
  ElectronVolt: ELECTRON_VOLT,
  Erg: 1e-7,
  FootPound: POUND * 9.80665 * FOOT,
  GigabritishThermalUnit: BRITISH_THERMAL_UNIT * 1e9,
  GigaelectronVolt: ELECTRON_VOLT * 1e9,
  Gigajoule: 1e9,
  GigawattDay: WATT_DAY * 1e9,
  GigawattHour: WATT_HOUR * 1e9,
  HorsepowerHour: POUND * 9.80665 * FOOT * 1_980_000,
  KilobritishThermalUnit: BRITISH_THERMAL_UNIT * 1e3,
  Kilocalorie: CALORIE * 1e3,
  KiloelectronVolt: ELECTRON_VOLT * 1e3,
  Kilojoule: 1e3,
  KilowattDay: WATT_DAY * 1e3,
  KilowattHour: WATT_HOUR * 1e3,
  MegabritishThermalUnit: BRITISH_THERMAL_UNIT * 1e6,
  Megacalorie: CALORIE * 1e6,
  MegaelectronVolt: ELECTRON_VOLT * 1e6,
  Megajoule: 1e6,
  MegawattDay: WATT_DAY * 1e6,
  MegawattHour: WATT_HOUR * 1e6,
  Millijoule: 1e-3,
  TeraelectronVolt: ELECTRON_VOLT * 1e12,
  TerawattDay: WATT_DAY * 1e12,
  TerawattHour: WATT_HOUR * 1e12,
  ThermEc: THERM_EC,
  ThermImperial: THERM_IMPERIAL,
  ThermUs: THERM_US,
  WattDay: WATT_DAY,
  WattHour: WATT_HOUR,
};

const POUND_FORCE = POUND * 9.80665;

export const NEWTON: Units = {
  Newton: 1,
  Decanewton: 10,
  Dyn: 1e-5,
  KilogramForce: 9.80665,
  Kilonewton: 1e3,
  KiloPond: 9.80665,
  KilopoundForce: POUND_FORCE * 1e3,
  Meganewton: 1e6,
  Micronewton: 1e-6,
  Millinewton: 1e-3,
  OunceForce: POUND_FORCE / 16,
  Poundal: POUND * FOOT,
  PoundForce: POUND_FORCE,
  ShortTonForce: POUND_FORCE * 2000,
  TonneForce: 9806.65,
};

const US_GALLON = 231 * INCH ** 3;
const IMPERIAL_GALLON = 0.004_546_09;

export const CUBIC_METRE: Units = {
  CubicMeter: 1,
  // As the service rounds it: 1.2 cubic metres are 0.0009728568 of them (manual: convert_volume).
  AcreFoot: 1 / 0.000810714,
  AuTablespoon: 2e-5,
  BoardFoot: FOOT ** 3 / 12,
  Centiliter: 1e-5,
  CubicCentimeter: 1e-6,
  CubicDecimeter: 1e-3,
  CubicFoot: FOOT ** 3,
  CubicHectometer: 1e6,
  CubicInch: INCH ** 3,
  CubicKilometer: 1e9,
  CubicMicrometer: 1e-18,
  CubicMile: MILE ** 3,
  CubicMillimeter: 1e-9,
  CubicYard: YARD ** 3,
  Decaliter: 1e-2,
  DecausGallon: US_GALLON * 10,
  Deciliter: 1e-4,
  DeciusGallon: US_GALLON / 10,
  HectocubicFoot: FOOT ** 3 * 100,
  HectocubicMeter: 100,
  Hectoliter: 1e-1,
  HectousGallon: US_GALLON * 100,
  ImperialBeerBarrel: IMPERIAL_GALLON * 36,
  ImperialGallon: IMPERIAL_GALLON,
  ImperialOunce: IMPERIAL_GALLON / 160,
  ImperialPint: IMPERIAL_GALLON / 8,
  KilocubicFoot: FOOT ** 3 * 1e3,
  KilocubicMeter: 1e3,
  KiloimperialGallon: IMPERIAL_GALLON * 1e3,
  Kiloliter: 1,
  KilousGallon: US_GALLON * 1e3,
  Liter: 1e-3,
  MegacubicFoot: FOOT ** 3 * 1e6,
  MegaimperialGallon: IMPERIAL_GALLON * 1e6,
  Megaliter: 1e3,
  MegausGallon: US_GALLON * 1e6,
  MetricCup: 2.5e-4,
  MetricTeaspoon: 5e-6,
  Microliter: 1e-9,
  Milliliter: 1e-6,
  OilBarrel: US_GALLON * 42,
  UkTablespoon: 1.5e-5,
  UsBeerBarrel: US_GALLON * 31,
  UsCustomaryCup: US_GALLON / 16,
  UsGallon: US_GALLON,
  UsLegalCup: 2.4e-4,
  UsOunce: US_GALLON / 128,
  UsPint: US_GALLON / 8,
  UsQuart: US_GALLON / 4,
  UsTablespoon: US_GALLON / 256,
  UsTeaspoon: US_GALLON / 768,
};
