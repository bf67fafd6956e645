import type { ColumnType, Generated } from 'kysely';

type Moment = ColumnType<Date, Date, Date>;

/** A certificate that an application proves itself with (Graph: a key credential). */
export interface ApplicationCertificatesTable {
  /** Unique in the application. */
  readonly key_id: string;
  readonly tenant_id: Generated<string>;
  readonly application_id: string;
  display_name: string | null;
  readonly type: 'AsymmetricX509Cert';
  readonly usage: 'Verify';
  /** DER. */
  readonly certificate: Buffer;
  readonly sha1_thumbprint: Buffer;
  readonly sha256_thumbprint: Buffer;
  custom_key_identifier: string;
  starts_at: Moment;
  ends_at: Moment;
}

/** That tokens of an outside issuer with a certain subject prove an application. */
export interface FederatedCredentialsTable {
  readonly id: string;
  readonly tenant_id: Generated<string>;
  readonly application_id: string;
  /** Unique in the application. */
  readonly name: string;
  /** Issuer and subject together are unique in the application. */
  issuer: string;
  subject: string;
  audiences: ColumnType<readonly string[], string, string>;
  description: string | null;
}

/** A client assertion that was accepted, until it expires. Of the authority alone. */
export interface UsedAssertionsTable {
  readonly app_id: string;
  /** SHA-256 of what is unique in the assertion. */
  readonly assertion_hash: Buffer;
  /** Where it came from. */
  readonly source: string;
  readonly expires_at: Moment;
}

/** What applications prove themselves with, besides secrets. */
export interface ClientCredentialTables {
  readonly application_certificates: ApplicationCertificatesTable;
  readonly federated_credentials: FederatedCredentialsTable;
  readonly used_assertions: UsedAssertionsTable;
}
