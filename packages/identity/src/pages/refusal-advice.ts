import type { AadstsNumber } from '../aadsts/catalogue.ts';
import type { Language } from './language.ts';
import { type Texts, textsOf } from './texts.ts';

type Advice = keyof Texts['refusal']['advice'];

const ADVICE: Readonly<Partial<Record<AadstsNumber, Advice>>> = {
  50001: 'administrator',
  50011: 'redirectUri',
  50020: 'account',
  50034: 'account',
  50057: 'administrator',
  50059: 'tenant',
  50105: 'assignment',
  50194: 'singleTenant',
  65001: 'consent',
  70005: 'malformed',
  90002: 'tenant',
  90014: 'malformed',
  90094: 'consent',
  165000: 'startAgain',
  500011: 'administrator',
  501491: 'malformed',
  700016: 'unknownApplication',
  700054: 'malformed',
  900023: 'tenant',
  900144: 'malformed',
  900491: 'malformed',
  900971: 'redirectUri',
  7000112: 'administrator',
  7000215: 'credential',
  7000216: 'credential',
  7000222: 'credential',
  9002313: 'malformed',
};

/** What can be done about a refusal; undefined where there is no better advice than to try again. */
export const adviceOn = (number: AadstsNumber, language: Language): string | undefined => {
  const advice = ADVICE[number];
  return advice && textsOf(language).refusal.advice[advice];
};
