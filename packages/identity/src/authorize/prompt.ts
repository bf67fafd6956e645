import { fail, ok, type Result } from '@vakt/contract/result';
import { type Refusal, refusal } from '../aadsts/catalogue.ts';

const PROMPTS = ['login', 'none', 'consent', 'select_account', 'create', 'admin_consent'] as const;

/** What the person must be asked, whatever could be answered without. */
export type Prompt = (typeof PROMPTS)[number];

/** Reads `prompt`: several words may stand beside each other, `none` alone. */
export const readPrompts = (text: string | undefined): Result<ReadonlySet<Prompt>, Refusal> => {
  const words = (text ?? '').toLowerCase().split(/\s+/).filter(Boolean);
  const prompts = PROMPTS.filter(prompt => words.includes(prompt));
  const isKnown = new Set(words).size === prompts.length;
  return isKnown && !(prompts.includes('none') && prompts.length > 1)
    ? ok(new Set(prompts))
    : fail(refusal(70007, { prompt: text ?? '' }));
};
