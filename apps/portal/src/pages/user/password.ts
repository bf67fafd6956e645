import { LARGEST_PASSWORD_LENGTH, LEAST_PASSWORD_LENGTH, makePassword } from '../../data/passwords.ts';

/** How a password comes: made up here, or given by the person. */
export interface PasswordChoice {
  readonly isMade: boolean;
  readonly given: string;
}

export const MADE_PASSWORD: PasswordChoice = { isMade: true, given: '' };

export const isPasswordTooShortOrLong = ({ isMade, given }: PasswordChoice): boolean =>
  !isMade && (given.length < LEAST_PASSWORD_LENGTH || given.length > LARGEST_PASSWORD_LENGTH);

export const passwordOf = ({ isMade, given }: PasswordChoice): string => (isMade ? makePassword() : given);
