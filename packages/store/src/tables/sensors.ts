import type { Generated } from 'kysely';

/** Keys with which devices become members of a tenant; only a key's hash is kept. */
export interface EnrolmentKeysTable {
  tenant_id: Generated<string>;
  key_hash: Buffer;
  created_at: Date;
  expires_at: Date | null;
}

/** The credential of each enrolled device; only the token's hash is kept. */
export interface SensorsTable {
  tenant_id: Generated<string>;
  device_id: string;
  token_hash: Buffer;
  device_name: string;
  os_platform: string;
  enrolled_at: Date;
}
