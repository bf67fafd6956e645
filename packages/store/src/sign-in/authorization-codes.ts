import type { TenantId } from '@vakt/contract/ids';
import type { Kysely, Selectable } from 'kysely';
import type { Database } from '../database.ts';
import type { AuthorizationCodesTable } from '../tables/sign-in.ts';

export type AuthorizationCode = Selectable<AuthorizationCodesTable>;

export interface NewAuthorizationCode {
  readonly codeHash: Buffer;
  readonly tenantId: TenantId;
  readonly payload: object;
  readonly expiresAt: Date;
}

export const insertAuthorizationCode = async (
  authority: Kysely<Database>,
  code: NewAuthorizationCode,
): Promise<void> => {
  await authority
    .insertInto('authorization_codes')
    .values({
      code_hash: code.codeHash,
      tenant_id: code.tenantId,
      payload: JSON.stringify(code.payload),
      expires_at: code.expiresAt,
    })
    .execute();
};

export const findAuthorizationCode = (
  authority: Kysely<Database>,
  codeHash: Buffer,
): Promise<AuthorizationCode | undefined> =>
  authority
    .selectFrom('authorization_codes')
    .selectAll()
    .where('code_hash', '=', codeHash)
    .executeTakeFirst();

/** What a redemption gives, named beforehand so that a second one knows what to take back. */
export interface Redemption {
  readonly familyId: string | null;
  readonly tokenId: string;
}

/** Marks a code as redeemed; `false` when another request was first. */
export const redeemAuthorizationCode = async (
  authority: Kysely<Database>,
  codeHash: Buffer,
  { familyId, tokenId }: Redemption,
  now: Date,
): Promise<boolean> => {
  const { numUpdatedRows } = await authority
    .updateTable('authorization_codes')
    .set({ redeemed_at: now, family_id: familyId, token_id: tokenId })
    .where('code_hash', '=', codeHash)
    .where('redeemed_at', 'is', null)
    .executeTakeFirst();
  return numUpdatedRows === 1n;
};
