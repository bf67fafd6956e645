import type { ColumnType, Generated } from 'kysely';

type Moment = ColumnType<Date, Date, Date>;
type OptionalMoment = ColumnType<Date | null, Date | null | undefined, Date | null>;
/** A value kept as `jsonb`: read as the value, written as JSON text. */
type Json<Value> = ColumnType<Value, string, string>;

/** An address from which a user signed in with success: familiar, and therefore counted by itself. */
export interface SignInAddressesTable {
  readonly tenant_id: Generated<string>;
  readonly user_id: string;
  readonly address: string;
  failed_sign_ins: Generated<number>;
  locked_until: OptionalMoment;
  last_success_at: Moment;
}

/** That a browser is signed in as a user; a browser can be so as several. */
export interface BrowserSessionsTable {
  readonly id: string;
  /** SHA-256 of the cookie's value. */
  readonly browser_hash: Buffer;
  readonly tenant_id: Generated<string>;
  readonly user_id: string;
  /** What the user proved, as in `amr`: `pwd`, or `pwd mfa`. */
  authentication_methods: string;
  authenticated_at: Moment;
  expires_at: Moment;
}

/** What all refresh tokens of one sign-in of a user at a client have in common; none of them is stored. */
export interface RefreshFamiliesTable {
  readonly id: string;
  /** The user's home tenant. */
  readonly tenant_id: Generated<string>;
  readonly user_id: string;
  readonly app_id: string;
  /** The kind of client: decides proof and lifetime. */
  readonly platform: 'web' | 'spa' | 'native';
  readonly authentication_methods: string;
  readonly session_id: string | null;
  /** The scopes that the sign-in asked for, as sent, separated by spaces: what a refresh that names none is for. */
  readonly scopes: string;
  /** The number of the newest token. */
  sequence: number;
  readonly issued_at: Moment;
  last_used_at: Moment;
  revoked_at: OptionalMoment;
}

/** An authorization code by its hash; kept after its redemption, so that a second one is noticed. */
export interface AuthorizationCodesTable {
  readonly code_hash: Buffer;
  /** The tenant that its tokens are for. */
  readonly tenant_id: Generated<string>;
  readonly payload: Json<Readonly<Record<string, unknown>>>;
  readonly expires_at: Moment;
  redeemed_at: OptionalMoment;
  /** What was given for it: to be taken back when it comes again. */
  family_id: string | null;
  token_id: string | null;
}

/** A device's request for a sign-in that happens elsewhere. Belongs to no tenant until it is approved. */
export interface DeviceCodesTable {
  readonly device_code_hash: Buffer;
  readonly user_code: string;
  readonly payload: Json<Readonly<Record<string, unknown>>>;
  state: 'pending' | 'approved' | 'declined' | 'redeemed';
  approval: ColumnType<Readonly<Record<string, unknown>> | null, string | null | undefined, string | null>;
  readonly expires_at: Moment;
}

/** Access tokens taken back before their time, by their `uti`. */
export interface RevokedTokensTable {
  readonly token_id: string;
  readonly expires_at: Moment;
}

/** Signing in. */
export interface SignInTables {
  readonly sign_in_addresses: SignInAddressesTable;
  readonly browser_sessions: BrowserSessionsTable;
  readonly refresh_families: RefreshFamiliesTable;
  readonly authorization_codes: AuthorizationCodesTable;
  readonly device_codes: DeviceCodesTable;
  readonly revoked_tokens: RevokedTokensTable;
}
