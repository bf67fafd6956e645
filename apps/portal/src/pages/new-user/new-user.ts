import { isPasswordTooShortOrLong, MADE_PASSWORD, type PasswordChoice } from '../user/password.ts';

/** What the form holds. */
export interface WantedUser {
  readonly displayName: string;
  readonly localPart: string;
  /** The default one when not chosen. */
  readonly domain: string | undefined;
  readonly password: PasswordChoice;
}

export const EMPTY_USER: WantedUser = {
  displayName: '',
  localPart: '',
  domain: undefined,
  password: MADE_PASSWORD,
};

export const LONGEST_NAME = 256;
/** What may stand before the `@` (Microsoft Entra: user name policies); the server holds to the same. */
const LOCAL_PART = /^(?!\.)[A-Za-z0-9'._!^~-]{1,64}(?<!\.)$/;

/** What is wrong with the form, by its field. */
export interface UserFaults {
  readonly displayName?: 'missing' | 'too-long';
  readonly localPart?: 'missing' | 'wrong';
  readonly password?: 'wrong';
}

export const userFaults = ({ displayName, localPart, password }: WantedUser): UserFaults => ({
  ...(displayName.trim() === '' && { displayName: 'missing' }),
  ...(displayName.trim().length > LONGEST_NAME && { displayName: 'too-long' }),
  ...(localPart !== '' && !LOCAL_PART.test(localPart) && { localPart: 'wrong' }),
  ...(localPart === '' && { localPart: 'missing' }),
  ...(isPasswordTooShortOrLong(password) && { password: 'wrong' }),
});
