import type { Outcome, SignIn } from '../../data/logs.ts';

export const outcomeOf = ({ status }: Pick<SignIn, 'status'>): Outcome =>
  status.errorCode === 0 ? 'success' : 'failure';
