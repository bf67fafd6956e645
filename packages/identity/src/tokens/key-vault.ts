import { createPrivateKey, createPublicKey, generateKeyPair, type KeyObject, randomBytes } from 'node:crypto';
import { promisify } from 'node:util';
import type { StoredSigningKey } from '@vakt/store/directory/signing-keys';
import type { Sealer } from '../sealing.ts';

const PURPOSE = 'signing key';
const LEGACY = '-----BEGIN';

const generateRsa = promisify(generateKeyPair);

const newSerialNumber = (): string => {
  const bytes = randomBytes(16);
  bytes[0] = ((bytes[0] ?? 0) & 0x7f) | 0x40;
  return bytes.toString('hex');
};

/** When a key signs, and when it is forgotten. */
export type KeyPeriod = Pick<StoredSigningKey, 'active_from' | 'retired_at'>;

/** Makes, seals and opens the private halves of signing keys: the database alone cannot sign. */
export class KeyVault {
  readonly #sealer: Sealer;

  constructor(sealer: Sealer) {
    this.#sealer = sealer;
  }

  #seal(privateKey: KeyObject): string {
    return this.#sealer.seal(PURPOSE, privateKey.export({ type: 'pkcs8', format: 'der' }));
  }

  async create(period: KeyPeriod): Promise<StoredSigningKey> {
    const { privateKey, publicKey } = await generateRsa('rsa', { modulusLength: 2_048 });
    // The library of certificates takes longer to load than all the rest, and keys are made once in a while.
    const { certifyKey, thumbprintOf } = await import('./key-certificate.ts');
    const from = period.active_from.getTime();
    const certificate = await certifyKey(privateKey, publicKey, newSerialNumber(), from);
    return { key_id: thumbprintOf(certificate), private_key: this.#seal(privateKey), certificate, ...period };
  }

  /** Whether a key was stored before keys were sealed and certified. */
  isLegacy({ private_key, certificate }: StoredSigningKey): boolean {
    return private_key.startsWith(LEGACY) || certificate === null;
  }

  /** Such a key, sealed and certified; it keeps its name, by which tokens call it. */
  async protect(stored: StoredSigningKey): Promise<StoredSigningKey> {
    const privateKey = this.open(stored);
    const { certifyKey } = await import('./key-certificate.ts');
    const from = stored.active_from.getTime();
    const certificate =
      stored.certificate ??
      (await certifyKey(privateKey, createPublicKey(privateKey), newSerialNumber(), from));
    return { ...stored, private_key: this.#seal(privateKey), certificate };
  }

  /** @throws Error that says which file is wrong, when the key was sealed with another one. */
  open({ private_key }: StoredSigningKey): KeyObject {
    if (private_key.startsWith(LEGACY)) return createPrivateKey(private_key);
    const opened = this.#sealer.open(PURPOSE, private_key);
    if (!opened)
      throw new Error(
        'The signing keys in the database were sealed with another authority.key than the one in the data directory, which is made anew when it is missing. Put the file back that belongs to this database.',
      );
    return createPrivateKey({ key: Buffer.from(opened), format: 'der', type: 'pkcs8' });
  }
}
