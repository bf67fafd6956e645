import type { Result } from '@vakt/contract/result';
import { SCHEMA_VERSION } from '../bind/schema-version.ts';
import type { HuntingFailure } from '../failure.ts';
import type { Compiled } from './messages.ts';

const MAX_ENTRIES = 500;

/** Keeps the plans of the queries asked last, refusals too: rules and dashboards ask the same texts again and again. */
export class PlanCache {
  readonly #plans = new Map<string, Result<Compiled, HuntingFailure>>();

  get(text: string): Result<Compiled, HuntingFailure> | undefined {
    const key = keyOf(text);
    const found = this.#plans.get(key);
    if (found) {
      this.#plans.delete(key);
      this.#plans.set(key, found);
    }
    return found;
  }

  set(text: string, plan: Result<Compiled, HuntingFailure>): void {
    // A refusal for want of time or service says nothing about the text.
    if (!plan.ok && (plan.error.kind === 'resources' || plan.error.kind === 'unavailable')) return;
    this.#plans.set(keyOf(text), plan);
    const oldest = this.#plans.keys().next();
    if (this.#plans.size > MAX_ENTRIES && !oldest.done) this.#plans.delete(oldest.value);
  }
}

const keyOf = (text: string): string => `${SCHEMA_VERSION}\n${text}`;
