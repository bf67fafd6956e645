import { type ExpressionWrapper, expressionBuilder } from 'kysely';

/** The columns with which a table counts wrong passwords. */
interface FailureCount {
  readonly failed_sign_ins: number;
  readonly locked_until: Date | null;
}

type Counted = { readonly counted: FailureCount };

/**
 * The columns after one more wrong password, of whichever table they are set in.
 *
 * @param limit the count from which on `lockedUntil` is set.
 */
export const oneMoreFailure = (
  limit: number,
  lockedUntil: Date,
): { [Column in keyof FailureCount]: ExpressionWrapper<Counted, 'counted', FailureCount[Column]> } => {
  const row = expressionBuilder<Counted, 'counted'>();
  return {
    failed_sign_ins: row('failed_sign_ins', '+', 1),
    locked_until: row
      .case()
      .when('failed_sign_ins', '>=', limit - 1)
      .then(lockedUntil)
      .else(row.ref('locked_until'))
      .end(),
  };
};
