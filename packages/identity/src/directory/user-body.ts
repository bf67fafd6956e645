import { fail, ok, type Result } from '@vakt/contract/result';
import type { UserChanges } from '@vakt/store/directory/users';
import { type Body, readBoolean, readClearableText, readObject, readText, wrong } from './body.ts';
import { badRequest, type GraphFailure } from './graph-error.ts';

type Read<Value> = Result<Value, GraphFailure>;

const LEAST_PASSWORD_LENGTH = 8;
const LARGEST_PASSWORD_LENGTH = 256;
const LONGEST_NAME = 256;
const LONGEST_PART_OF_NAME = 64;
/** What may stand before the `@` of a user's name (Microsoft Entra: user name policies); `#` marks guests. */
const LOCAL_PART = /^(?!\.)[A-Za-z0-9'._!^~-]{1,64}(?<!\.)$/;
const ADDRESS = /^[^\s@<>"\\,;:()[\]]{1,64}@[a-z0-9-]+(?:\.[a-z0-9-]+)+$/i;

/** Whether a text is a mail address, such as the name of an account in another tenant. */
export const isAddress = (text: string): boolean => text.length <= LONGEST_NAME && ADDRESS.test(text);

/** Reads `passwordProfile.password`; `undefined` when none is set. */
export const readPassword = (body: Body): Read<string | undefined> => {
  const profile = readObject(body, 'passwordProfile');
  if (!profile.ok) return profile;
  const password = readText(profile.value, 'password');
  if (!password.ok || password.value === undefined) return password;
  const isLongEnough =
    password.value.length >= LEAST_PASSWORD_LENGTH && password.value.length <= LARGEST_PASSWORD_LENGTH;
  return isLongEnough
    ? password
    : fail(
        badRequest(
          `The specified password does not comply with password complexity requirements: use ${LEAST_PASSWORD_LENGTH} to ${LARGEST_PASSWORD_LENGTH} characters.`,
        ),
      );
};

/** Reads `userPrincipalName`, which must belong to one of the tenant's domains; `undefined` when not named. */
export const readUserPrincipalName = (body: Body, domains: readonly string[]): Read<string | undefined> => {
  const name = readText(body, 'userPrincipalName');
  if (!name.ok || name.value === undefined) return name;
  const at = name.value.lastIndexOf('@');
  const domain = name.value.slice(at + 1).toLowerCase();
  if (!domains.includes(domain))
    return fail(
      badRequest(
        `The domain portion of the userPrincipalName property is invalid. '${domain.slice(0, 100)}' is not a verified domain of this organization.`,
      ),
    );
  return LOCAL_PART.test(name.value.slice(0, Math.max(at, 0)))
    ? name
    : wrong('userPrincipalName', "letters, digits and . _ - ! ^ ~ ' before the @, at most 64 of them");
};

const readDisplayName = (body: Body): Read<string | undefined> => {
  const name = readText(body, 'displayName');
  if (!name.ok || name.value === undefined) return name;
  return name.value.trim() !== '' && name.value.length <= LONGEST_NAME
    ? name
    : wrong('displayName', `a text of 1 to ${LONGEST_NAME} characters`);
};

const readPartOfName = (body: Body, property: 'givenName' | 'surname'): Read<string | null | undefined> => {
  const name = readClearableText(body, property);
  return name.ok && name.value && name.value.length > LONGEST_PART_OF_NAME
    ? wrong(property, `a text of at most ${LONGEST_PART_OF_NAME} characters`)
    : name;
};

const readMail = (body: Body): Read<string | null | undefined> => {
  const mail = readClearableText(body, 'mail');
  return mail.ok && mail.value && !isAddress(mail.value) ? wrong('mail', 'a mail address') : mail;
};

/** Reads what a body says of a person, without the name that signs in and the password. */
export const readPerson = (body: Body): Read<UserChanges> => {
  const displayName = readDisplayName(body);
  if (!displayName.ok) return displayName;
  const givenName = readPartOfName(body, 'givenName');
  if (!givenName.ok) return givenName;
  const surname = readPartOfName(body, 'surname');
  if (!surname.ok) return surname;
  const mail = readMail(body);
  if (!mail.ok) return mail;
  const enabled = readBoolean(body, 'accountEnabled');
  if (!enabled.ok) return enabled;
  return ok({
    ...(displayName.value !== undefined && { display_name: displayName.value }),
    ...(givenName.value !== undefined && { given_name: givenName.value }),
    ...(surname.value !== undefined && { surname: surname.value }),
    ...(mail.value !== undefined && { mail: mail.value }),
    ...(enabled.value !== undefined && { account_enabled: enabled.value }),
  });
};
