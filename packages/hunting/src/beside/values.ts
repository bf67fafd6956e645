import { setImmediate as nextTurn } from 'node:timers/promises';
import { fail, ok, type Result } from '@vakt/contract/result';
import type { HuntingFailure } from '../failure.ts';
import {
  argumentValues,
  type BesideCall,
  type BesideName,
  type BesideValues,
  besideCallsOf,
} from '../plan/beside.ts';
import type { Relation } from '../plan/relation.ts';
import type { HuntingResult } from '../result.ts';
import { besideFunctions } from './functions.ts';

/** Most different values of the calls of one query, and most bytes of what they give. */
const MAX_VALUES = 10_000;
const MAX_BYTES = 33_554_432;

/** After so many bytes of arguments other work of the process has its turn. */
const SLICE_BYTES = 262_144;

/** Asks the lake a plan while values are collected. */
export type AskValues = (
  plan: Relation,
  known: BesideValues,
) => Promise<Result<HuntingResult, HuntingFailure>>;

/** How a failure is put: it is about the query as a whole. */
export type BesideRefusal = (kind: 'resources' | 'unsupported', message: string) => HuntingFailure;

class Collector {
  readonly values = new Map<BesideName, Map<string, string>>();
  #count = 0;
  #bytes = 0;
  #sinceTurn = 0;

  /** Adds what a function gives for some texts; says whether that stays within the limits. */
  async add(name: BesideName, texts: readonly string[]): Promise<boolean> {
    const known = this.values.get(name) ?? new Map<string, string>();
    this.values.set(name, known);
    for (const text of texts) {
      if (known.has(text)) continue;
      const result = besideFunctions[name](text) ?? '';
      known.set(text, result);
      this.#count += 1;
      this.#bytes += Buffer.byteLength(text) + Buffer.byteLength(result);
      if (this.#count > MAX_VALUES || this.#bytes > MAX_BYTES) return false;
      await this.#pause(text.length);
    }
    return true;
  }

  async #pause(size: number): Promise<void> {
    this.#sinceTurn += size + 100;
    if (this.#sinceTurn < SLICE_BYTES) return;
    this.#sinceTurn = 0;
    await nextTurn();
  }
}

/** The different values of a call's argument: known beforehand, or asked of the rows. */
const textsOf = async (
  call: BesideCall,
  known: BesideValues,
  ask: AskValues,
  refusal: BesideRefusal,
): Promise<Result<readonly string[], HuntingFailure>> => {
  const { argument, name } = call;
  if (argument.kind === 'constant') return ok([String(argument.value ?? '')]);
  const plan = argumentValues(call, BigInt(MAX_VALUES + 1));
  if (!plan) return fail(refusal('unsupported', `'${name}' of rows that no order fixes is not supported.`));
  const found = await ask(plan, known);
  return found.ok ? ok(found.value.rows.map(([value]) => String(value ?? ''))) : found;
};

/** What the functions of a plan that are evaluated beside the lake give, for every value that its rows have. */
export const besideValues = async (
  plan: Relation,
  ask: AskValues,
  refusal: BesideRefusal,
): Promise<Result<BesideValues, HuntingFailure>> => {
  const collector = new Collector();
  for (const call of besideCallsOf(plan)) {
    const texts = await textsOf(call, collector.values, ask, refusal);
    if (!texts.ok) return texts;
    if (!(await collector.add(call.name, texts.value)))
      return fail(refusal('resources', `'${call.name}' is asked of too many values: filter the rows first.`));
  }
  return ok(collector.values);
};
