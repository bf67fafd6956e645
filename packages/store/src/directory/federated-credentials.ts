import { type Insertable, type Kysely, type Selectable, sql, type Updateable } from 'kysely';
import type { Database } from '../database.ts';
import type { FederatedCredentialsTable } from '../tables/client-credentials.ts';
import { inTransaction } from '../transaction.ts';

export type FederatedCredential = Selectable<FederatedCredentialsTable>;
export type NewFederatedCredential = Omit<Insertable<FederatedCredentialsTable>, 'tenant_id'>;
export type FederatedCredentialChanges = Pick<
  Updateable<FederatedCredentialsTable>,
  'issuer' | 'subject' | 'audiences' | 'description'
>;

/** What a credential has in common with another one of the application, though it may not. */
export type FederatedClash = 'name-taken' | 'subject-taken';

const ofApplication = (db: Kysely<Database>, applicationId: string) =>
  db.selectFrom('federated_credentials').selectAll().where('application_id', '=', applicationId);

export const listFederatedCredentials = (
  db: Kysely<Database>,
  applicationId: string,
): Promise<FederatedCredential[]> => ofApplication(db, applicationId).orderBy('name').execute();

/** @param key the credential's id or its name. */
export const findFederatedCredential = (
  db: Kysely<Database>,
  applicationId: string,
  key: string,
): Promise<FederatedCredential | undefined> =>
  ofApplication(db, applicationId)
    .where(row => row.or([row('name', '=', key), sql<boolean>`id::text = ${key.toLowerCase()}`]))
    .executeTakeFirst();

/** Adds a credential; not when the application has `most` already, or one that says the same. */
export const insertFederatedCredential = (
  db: Kysely<Database>,
  credential: NewFederatedCredential,
  most: number,
): Promise<'inserted' | 'too-many' | FederatedClash> =>
  inTransaction(db, async transaction => {
    const { application_id, name, issuer, subject } = credential;
    // Who adds to the same application at the same time waits here, so that the count holds.
    await transaction
      .selectFrom('applications')
      .select('id')
      .where('id', '=', application_id)
      .forUpdate()
      .execute();
    const existing = await listFederatedCredentials(transaction, application_id);
    if (existing.some(other => other.name === name)) return 'name-taken';
    if (existing.some(other => other.issuer === issuer && other.subject === subject)) return 'subject-taken';
    if (existing.length >= most) return 'too-many';
    await transaction.insertInto('federated_credentials').values(credential).execute();
    return 'inserted';
  });

/** Changes what `changes` names; not when another credential of the application says the same. */
export const updateFederatedCredential = (
  db: Kysely<Database>,
  credential: FederatedCredential,
  changes: FederatedCredentialChanges,
): Promise<'updated' | FederatedClash> =>
  inTransaction(db, async transaction => {
    if (Object.keys(changes).length === 0) return 'updated';
    const { issuer = credential.issuer, subject = credential.subject } = changes;
    const clash = await ofApplication(transaction, credential.application_id)
      .where('issuer', '=', issuer)
      .where('subject', '=', subject)
      .where('id', '<>', credential.id)
      .executeTakeFirst();
    if (clash) return 'subject-taken';
    await transaction
      .updateTable('federated_credentials')
      .set(changes)
      .where('id', '=', credential.id)
      .execute();
    return 'updated';
  });

export const deleteFederatedCredential = async (db: Kysely<Database>, id: string): Promise<void> => {
  await db.deleteFrom('federated_credentials').where('id', '=', id).execute();
};
