import { resourceOfAudience } from '@vakt/contract/audience';
import { resourceApplications } from '@vakt/contract/resources';
import { timeOf } from './claim-value.ts';
import type { Explanations } from './explanations.ts';

/** In `wids` of every member of a tenant (reference: identity, section 3.2). */
const MEMBER_ROLE_TEMPLATE = 'b79fbf4d-3ef9-4689-8143-76b194e85509';

const TIMES: ReadonlySet<string> = new Set(['iat', 'nbf', 'exp', 'auth_time', 'xms_tcdt']);

/** What it takes to say a value in words. */
export interface NoteWords {
  readonly values: Explanations['values'];
  /** @param time ISO 8601. */
  readonly dateTime: (time: string) => string;
  /** Names of directory roles by template id. */
  readonly roleNames: ReadonlyMap<string, string>;
}

const wordFor = (words: Readonly<Record<number, string>>, value: unknown): string | undefined =>
  Object.hasOwn(words, String(value)) ? words[Number(value)] : undefined;

const roleNote = (value: unknown, { values, roleNames }: NoteWords): string | undefined =>
  Array.isArray(value)
    ? value
        .map(id => (id === MEMBER_ROLE_TEMPLATE ? values.member : (roleNames.get(String(id)) ?? String(id))))
        .join(', ')
    : undefined;

/** A claim's value in words, where it is a number, a code or an id that has some. */
export const noteOf = (name: string, value: unknown, words: NoteWords): string | undefined => {
  if (TIMES.has(name)) {
    const time = timeOf(value);
    return time && words.dateTime(time);
  }
  switch (name) {
    case 'acct':
      return wordFor(words.values.acct, value);
    case 'appidacr':
    case 'azpacr':
      return wordFor(words.values.clientProof, value);
    case 'aud': {
      const resource = typeof value === 'string' ? resourceOfAudience(value) : undefined;
      return resource && resourceApplications[resource].displayName;
    }
    case 'wids':
      return roleNote(value, words);
    default:
      return undefined;
  }
};
