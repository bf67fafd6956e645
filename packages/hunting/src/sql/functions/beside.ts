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

/** What the lake says when a graph's rows are no more those for which its components were found. */
export const GRAPH_CHANGED = 'the rows of a graph changed between two readings';

/** Of one graph the components that were found, whatever came later; of several those of the same rows. */
const components =
  (name: BesideName): EmitFunction =>
  (given, call, emitter) => {
    const [edges] = given;
    const known = [...(emitter.beside.get(name) ?? [])];
    const [only] = known;
    if (only && known.length === 1) return valueFrom(emitter.parameters.string(only[1]), call.type, []);
    const found = lookUp(name)(given, call, emitter);
    if (!edges || known.length === 0) return found;
    const isKnown = sql`has(${emitter.parameters.strings(known.map(([text]) => text))}, ${edges.sql})`;
    const stop = emitter.parameters.string(GRAPH_CHANGED);
    return { ...found, sql: sql`if(${isKnown}, ${found.sql}, toString(throwIf(NOT ${isKnown}, ${stop})))` };
  };

const entries = besideNames.map(name => [name, lookUp(name)] as const);

export const beside = {
  ...(Object.fromEntries(entries) as Readonly<Record<BesideName, EmitFunction>>),
  weak_components: components('weak_components'),
  strong_components: components('strong_components'),
};
