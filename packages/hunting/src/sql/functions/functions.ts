import type { FunctionName } from '../../plan/functions.ts';
import { addresses } from './addresses.ts';
import { conditions } from './conditions.ts';
import { conversions } from './conversions.ts';
import { dates } from './dates.ts';
import { dynamics } from './dynamics.ts';
import type { EmitFunction } from './emit-function.ts';
import { numbers } from './numbers.ts';
import { text } from './text.ts';

/** The SQL form of every function of the plan. */
export const functions: Readonly<Record<FunctionName, EmitFunction>> = {
  ...conversions,
  ...numbers,
  ...conditions,
  ...text,
  ...dates,
  ...dynamics,
  ...addresses,
};
