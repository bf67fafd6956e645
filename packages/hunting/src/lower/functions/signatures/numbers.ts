import { of, type Signatures } from './signature.ts';

/** Arithmetic beyond the operators. */
export const numbers: Signatures = {
  abs: of('abs', 'result'),
  round: of('round', 'real', 'long'),
  ceiling: of('ceiling', 'result'),
  sqrt: of('sqrt', 'real'),
  pow: of('pow', 'real', 'real'),
  log: of('log', 'real'),
  exp: of('exp', 'real'),
  sign: of('sign', 'any'),
  isnan: of('isnan', 'real'),
  isinf: of('isinf', 'real'),
  isfinite: of('isfinite', 'real'),
};
