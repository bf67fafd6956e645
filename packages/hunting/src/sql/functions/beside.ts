import { type BesideName, besideNames } from '../../plan/beside.ts';
import { sql } from '../sql.ts';
import { valueFrom } from '../value.ts';
import type { EmitFunction } from './emit-function.ts';

/** What was found for each value before the statement was written; a value that came later has nothing. */
const lookUp =
  (name: BesideName): EmitFunction =>
  ([text], { type }, { parameters, beside }) => {
    const known = beside.get(name);
    if (!text || !known || known.size === 0) return valueFrom(sql`''`, type, text ? [text] : []);
    const [values, results] = [[...known.keys()], [...known.values()]].map(texts =>
      parameters.strings(texts),
    );
    return valueFrom(sql`transform(${text.sql}, ${values ?? sql`[]`}, ${results ?? sql`[]`}, '')`, type, [
      text,
    ]);
  };

const entries = besideNames.map(name => [name, lookUp(name)] as const);

export const beside = Object.fromEntries(entries) as Readonly<Record<BesideName, EmitFunction>>;
