import { type ApiFailure, apiFailure } from '../failure.ts';

/** Refuses OData's query options where an operation takes none: what is asked for would be lost silently else. */
export const refuseOptions = (query: URLSearchParams): ApiFailure | undefined => {
  const option = [...query.keys()].find(name => name.trim().startsWith('$'));
  return option === undefined
    ? undefined
    : apiFailure(
        'ODataError',
        `The query option '${option.slice(0, 50)}' is not supported by this operation.`,
      );
};
