/** What the exit code of `vakt` means; the only place that says so; `vakt --help` prints it. */
export const exitCodes = {
  ok: { code: 0, meaning: 'done' },
  failure: { code: 1, meaning: 'failed, for a reason that no other code names' },
  usage: { code: 2, meaning: 'the command line or a file named on it is wrong' },
  notFound: { code: 3, meaning: 'the thing asked for does not exist' },
  signInNeeded: { code: 4, meaning: 'not signed in, or the credentials or the token were refused' },
  permissionMissing: { code: 5, meaning: 'signed in, but without the permission that this needs' },
  throttled: { code: 6, meaning: 'too many calls; the message says when to come back' },
  unreachable: { code: 7, meaning: 'the server did not answer, or not in time' },
  partial: { code: 8, meaning: 'done in part; what was left out is named' },
  interrupted: { code: 130, meaning: 'stopped by Ctrl-C' },
} as const;

export type ExitReason = keyof typeof exitCodes;
