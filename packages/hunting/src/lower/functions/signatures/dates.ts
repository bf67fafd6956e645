import { of, type Signatures } from './signature.ts';

/** Calendar functions. */
export const dates: Signatures = {
  dayofweek: of('dayofweek', 'datetime'),
  dayofmonth: of('dayofmonth', 'datetime'),
  dayofyear: of('dayofyear', 'datetime'),
  getyear: of('getyear', 'datetime'),
  getmonth: of('monthofyear', 'datetime'),
  monthofyear: of('monthofyear', 'datetime'),
  hourofday: of('hourofday', 'datetime'),
  unixtime_seconds_todatetime: of('unixtime_seconds_todatetime', 'real'),
  unixtime_milliseconds_todatetime: of('unixtime_milliseconds_todatetime', 'real'),
  unixtime_microseconds_todatetime: of('unixtime_microseconds_todatetime', 'real'),
  unixtime_nanoseconds_todatetime: of('unixtime_nanoseconds_todatetime', 'real'),
  make_datetime: {
    ...of('make_datetime', 'long', 'long', 'long', 'long', 'long', 'any'),
    sources: ['int', 'long'],
  },
  make_timespan: of('make_timespan', 'any', 'any', 'any', 'any'),
};
