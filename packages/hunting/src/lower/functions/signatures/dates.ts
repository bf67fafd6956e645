import { of, type Signatures } from './signature.ts';

/** Calendar functions. */
export const dates: Signatures = {
  startofday: of('startofday', 'datetime'),
  startofweek: of('startofweek', 'datetime'),
  startofmonth: of('startofmonth', 'datetime'),
  startofyear: of('startofyear', 'datetime'),
  endofday: of('endofday', 'datetime'),
  endofweek: of('endofweek', 'datetime'),
  dayofweek: of('dayofweek', 'datetime'),
  dayofmonth: of('dayofmonth', 'datetime'),
  dayofyear: of('dayofyear', 'datetime'),
  getyear: of('getyear', 'datetime'),
  getmonth: of('monthofyear', 'datetime'),
  monthofyear: of('monthofyear', 'datetime'),
  hourofday: of('hourofday', 'datetime'),
  unixtime_seconds_todatetime: of('unixtime_seconds_todatetime', 'real'),
  unixtime_milliseconds_todatetime: of('unixtime_milliseconds_todatetime', 'real'),
};
