import { MOST_LOOK_BACK_HOURS } from '@vakt/contract/operations/entity-operation';
import { fail, ok, type Result } from '@vakt/contract/result';
import { type ApiFailure, apiFailure } from '../failure.ts';

/** Reads how many hours statistics look back. The pages write the parameter's name in three ways. */
export const readLookBackHours = (query: URLSearchParams): Result<number, ApiFailure> => {
  const [, text] = [...query].find(([name]) => name.toLowerCase() === 'lookbackhours') ?? [];
  if (text === undefined) return ok(MOST_LOOK_BACK_HOURS);
  const hours = /^\d{1,4}$/.test(text) ? Number(text) : 0;
  return hours >= 1 && hours <= MOST_LOOK_BACK_HOURS
    ? ok(hours)
    : fail(
        apiFailure(
          'InvalidInput',
          `Invalid input: lookBackHours must be a whole number from 1 to ${MOST_LOOK_BACK_HOURS}, not '${text.slice(0, 50)}'`,
        ),
      );
};
