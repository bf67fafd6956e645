import { MOST_INDICATORS_A_CALL } from '@vakt/contract/operations/indicators';
import { type ApiFailure, apiFailure } from '../failure.ts';

/** The refusal of a batch that is larger than one call may be (reference: defender-endpoint-core, section 1.3). */
export const checkBatchSize = ({ length }: readonly unknown[]): ApiFailure | undefined =>
  length > MOST_INDICATORS_A_CALL
    ? apiFailure(
        'MaximumBatchSizeExceeded',
        `Maximum batch size exceeded. Received: ${length}, allowed: ${MOST_INDICATORS_A_CALL}.`,
      )
    : undefined;
