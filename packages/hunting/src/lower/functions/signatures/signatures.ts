import { addresses } from './addresses.ts';
import { collections } from './collections.ts';
import { conditions } from './conditions.ts';
import { conversions } from './conversions.ts';
import { dates } from './dates.ts';
import { dynamics } from './dynamics.ts';
import { encodings } from './encodings.ts';
import { geography } from './geography.ts';
import { numbers } from './numbers.ts';
import { series } from './series.ts';
import type { Signatures } from './signature.ts';
import { text } from './text.ts';

/** The functions whose arguments map one to one; the others are in `rewrites.ts`. */
export const signatures: Signatures = {
  ...conversions,
  ...numbers,
  ...conditions,
  ...text,
  ...dates,
  ...dynamics,
  ...collections,
  ...addresses,
  ...encodings,
  ...series,
  ...geography,
};
