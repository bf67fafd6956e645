import type { KustoType } from '../../../kusto-type.ts';
import { of, type Signatures } from './signature.ts';

const TRUTHS: readonly KustoType[] = ['bool', 'string', 'int', 'long', 'real', 'dynamic'];

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
  todatetime: { ...of('todatetime', 'any'), sources: ['datetime', 'string', 'dynamic'] },
  totimespan: { ...of('totimespan', 'any'), sources: ['timespan', 'string', 'dynamic'] },
  totime: { ...of('totimespan', 'any'), sources: ['timespan', 'string', 'dynamic'] },
  toguid: { ...of('toguid', 'any'), sources: ['guid', 'string', 'dynamic'] },
};
