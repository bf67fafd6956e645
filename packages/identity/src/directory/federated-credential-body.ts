import { fail, ok, type Result } from '@vakt/contract/result';
import type { FederatedCredentialChanges } from '@vakt/store/directory/federated-credentials';
import { type Body, readClearableText, readText, readTextList, wrong } from './body.ts';
import { badRequest, type GraphFailure } from './graph-error.ts';

type Read<Value> = Result<Value, GraphFailure>;

/** Limits of Microsoft Graph's federatedIdentityCredential. */
const LONGEST = 600;
const NAME = /^[A-Za-z0-9][A-Za-z0-9_-]{2,119}$/;

/** The credential's name: part of addresses, and fixed for good. */
export const readFederatedName = (body: Body): Read<string> => {
  const { name } = body;
  return typeof name === 'string' && NAME.test(name)
    ? ok(name)
    : wrong('name', '3 to 120 letters, digits, hyphens or underscores, and begin with a letter or digit');
};

/** An address whose discovery document can be fetched, and that names no user, query or fragment. */
const isIssuer = (text: string): boolean => {
  if (!URL.canParse(text)) return false;
  const { protocol, username, password } = new URL(text);
  return protocol === 'https:' && username === '' && password === '' && !/[?#\s]/.test(text);
};

const readIssuer = (body: Body): Read<string | undefined> => {
  const issuer = readText(body, 'issuer');
  if (!issuer.ok || issuer.value === undefined) return issuer;
  return issuer.value.length <= LONGEST && isIssuer(issuer.value)
    ? issuer
    : wrong('issuer', `an https URL of at most ${LONGEST} characters, without query or fragment`);
};

const readSubject = (body: Body): Read<string | undefined> => {
  const subject = readText(body, 'subject');
  if (!subject.ok || subject.value === undefined) return subject;
  return subject.value.trim() !== '' && subject.value.length <= LONGEST
    ? subject
    : wrong('subject', `a text of 1 to ${LONGEST} characters`);
};

const readAudiences = (body: Body): Read<readonly string[] | undefined> => {
  const audiences = readTextList(body, 'audiences');
  if (!audiences.ok || audiences.value === undefined) return audiences;
  const [only = '', ...others] = audiences.value;
  return only !== '' && only.length <= LONGEST && others.length === 0
    ? audiences
    : wrong('audiences', "a list of one text, recommended 'api://AzureADTokenExchange'");
};

/** Reads what a body says of a federated credential; absent properties stay as they are. */
export const readFederatedChanges = (body: Body): Read<FederatedCredentialChanges> => {
  const issuer = readIssuer(body);
  if (!issuer.ok) return issuer;
  const subject = readSubject(body);
  if (!subject.ok) return subject;
  const audiences = readAudiences(body);
  if (!audiences.ok) return audiences;
  const description = readClearableText(body, 'description');
  if (!description.ok) return description;
  return (description.value ?? '').length > LONGEST
    ? wrong('description', `a text of at most ${LONGEST} characters`)
    : ok({
        ...(issuer.value !== undefined && { issuer: issuer.value }),
        ...(subject.value !== undefined && { subject: subject.value }),
        ...(audiences.value && { audiences: JSON.stringify(audiences.value) }),
        ...(description.value !== undefined && { description: description.value }),
      });
};

/** What a new credential must have besides its name. */
export const requireFederatedTrust = (
  changes: FederatedCredentialChanges,
): Read<{ readonly issuer: string; readonly subject: string; readonly audiences: string }> => {
  const { issuer, subject, audiences } = changes;
  return issuer !== undefined && subject !== undefined && audiences !== undefined
    ? ok({ issuer, subject, audiences })
    : fail(
        badRequest("A value is required for the properties 'issuer', 'subject' and 'audiences' of resource."),
      );
};
