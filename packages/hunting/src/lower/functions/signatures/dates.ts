import type { FunctionName } from '../../../plan/functions.ts';
import { of, type Signature, type Signatures } from './signature.ts';

const ofNumber = (name: FunctionName): Signature => ({
  ...of(name, 'any'),
  sources: ['int', 'long', 'real', 'decimal'],
});

/** Calendar functions. */
export const dates: Signatures = {
  dayofweek: of('dayofweek', 'datetime'),
  dayofmonth: of('dayofmonth', 'datetime'),
  dayofyear: of('dayofyear', 'datetime'),
  getyear: of('getyear', 'datetime'),
  getmonth: of('monthofyear', 'datetime'),
  monthofyear: of('monthofyear', 'datetime'),
  hourofday: of('hourofday', 'datetime'),
  unixtime_seconds_todatetime: ofNumber('unixtime_seconds_todatetime'),
  unixtime_milliseconds_todatetime: ofNumber('unixtime_milliseconds_todatetime'),
  unixtime_microseconds_todatetime: ofNumber('unixtime_microseconds_todatetime'),
  unixtime_nanoseconds_todatetime: ofNumber('unixtime_nanoseconds_todatetime'),
  make_datetime: {
    ...of('make_datetime', 'long', 'long', 'long', 'long', 'long', 'any'),
    sources: ['int', 'long'],
  },
  make_timespan: of('make_timespan', 'any', 'any', 'any', 'any'),
};
