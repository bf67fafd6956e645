import type { CallLimits } from './operations/operation.ts';

/** An operation's limits in words, separated by commas. */
export const limitsText = (limits: CallLimits): string => {
  const { perMinute, perHour, runningMinutesPerHour, runningMinutesPerDay } = limits;
  return [
    ...(perMinute === undefined ? [] : [`${perMinute} a minute`]),
    ...(perHour === undefined ? [] : [`${perHour} an hour`]),
    ...(runningMinutesPerHour === undefined
      ? []
      : [`${runningMinutesPerHour} minutes of running time an hour`]),
    ...(runningMinutesPerDay === undefined ? [] : [`${runningMinutesPerDay} minutes of running time a day`]),
  ].join(', ');
};
