import type { KustoType } from '../../../kusto-type.ts';
import { of, type Signatures } from './signature.ts';

const TRUTHS: readonly KustoType[] = ['bool', 'string', 'int', 'long', 'real', 'dynamic'];

/** A whole number is one of ticks. */
const MOMENTS: readonly KustoType[] = ['datetime', 'int', 'long', 'string', 'dynamic'];
const SPANS: readonly KustoType[] = ['timespan', 'int', 'long', 'string', 'dynamic'];

/** Conversions between types. */
export const conversions: Signatures = {
  tostring: of('tostring', 'any'),
  toint: of('toint', 'any'),
  tolong: of('tolong', 'any'),
  todouble: of('todouble', 'any'),
  toreal: of('todouble', 'any'),
  todecimal: { ...of('todecimal', 'any'), sources: ['decimal', 'int', 'long', 'real', 'string', 'dynamic'] },
  tobool: { ...of('tobool', 'any'), sources: TRUTHS },
  toboolean: { ...of('tobool', 'any'), sources: TRUTHS },
  todatetime: { ...of('todatetime', 'any'), sources: MOMENTS },
  totimespan: { ...of('totimespan', 'any'), sources: SPANS },
  totime: { ...of('totimespan', 'any'), sources: SPANS },
  toguid: { ...of('toguid', 'any'), sources: ['guid', 'string', 'dynamic'] },
};
