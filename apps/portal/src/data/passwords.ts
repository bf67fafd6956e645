/** The server's own limits for passwords. */
export const LEAST_PASSWORD_LENGTH = 8;
export const LARGEST_PASSWORD_LENGTH = 256;

/** Letters and digits that nobody takes for one another when a password is read out or typed from paper. */
const ALPHABET = 'ABCDEFGHJKMNPQRSTUVWXYZabcdefghjkmnpqrstuvwxyz23456789';
const MADE_LENGTH = 20;
/** Bytes from here on would make some letters more likely than others. */
const FAIR_LIMIT = 256 - (256 % ALPHABET.length);

const lettersOf = (bytes: Uint8Array): string =>
  [...bytes]
    .filter(byte => byte < FAIR_LIMIT)
    .map(byte => ALPHABET[byte % ALPHABET.length])
    .join('');

/**
 * A password that nobody can guess: 20 letters and digits, 115 bits.
 *
 * @param randomBytes as many random bytes as are asked for.
 */
export const makePassword = (
  randomBytes = (length: number): Uint8Array => crypto.getRandomValues(new Uint8Array(length)),
): string => {
  let password = '';
  while (password.length < MADE_LENGTH) password += lettersOf(randomBytes(MADE_LENGTH));
  return password.slice(0, MADE_LENGTH);
};
