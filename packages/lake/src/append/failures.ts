/** The lake has more waiting than it takes; nothing of the batch is stored, and it may be appended again later. */
export class LakeOverloaded extends Error {
  override readonly name = 'LakeOverloaded';
}

/**
 * Why the engine did not store rows: its disk is full, it is away for too long, the lake was closed, or it refused them.
 * What was not acknowledged may be stored all the same where an answer was lost.
 */
export type AppendFailureReason = 'disk-full' | 'unavailable' | 'closed' | 'refused';

export class AppendFailed extends Error {
  override readonly name = 'AppendFailed';
  readonly reason: AppendFailureReason;
  /** Whether it is certain that none of the rows are stored. */
  readonly isNothingStored: boolean;

  constructor(message: string, reason: AppendFailureReason, isNothingStored: boolean, cause?: unknown) {
    super(message, { cause });
    this.reason = reason;
    this.isNothingStored = isNothingStored;
  }
}
