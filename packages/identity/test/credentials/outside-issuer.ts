import { generateKeyPairSync, type KeyObject } from 'node:crypto';
import { fail, ok } from '@vakt/contract/result';
import type { FetchDocument } from '../../src/assertions/https-document.ts';
import { type Json, signJwt } from './signed-jwt.ts';

/** An issuer of tokens somewhere else, whose documents are read without a network. */
export class OutsideIssuer {
  readonly address: string;
  /** Addresses that were fetched, oldest first. */
  readonly fetched: string[] = [];
  /** What the issuer answers by address; a test may put something else in. */
  readonly documents = new Map<string, unknown>();
  #key: KeyObject;
  #keyId: string;

  constructor(address: string) {
    this.address = address;
    [this.#keyId, this.#key] = this.#publishKey('first');
    this.documents.set(`${address}/.well-known/openid-configuration`, {
      issuer: address,
      jwks_uri: `${address}/keys`,
    });
  }

  readonly fetch: FetchDocument = async url => {
    this.fetched.push(url);
    const document = this.documents.get(url);
    return document === undefined ? fail('status 404') : ok(document);
  };

  /** Signs with a new key from now on; the old one is published no more. */
  rotate(keyId: string): void {
    [this.#keyId, this.#key] = this.#publishKey(keyId);
  }

  #publishKey(keyId: string): [string, KeyObject] {
    const { privateKey, publicKey } = generateKeyPairSync('rsa', { modulusLength: 2_048 });
    const jwk = { ...publicKey.export({ format: 'jwk' }), kid: keyId, use: 'sig', alg: 'RS256' };
    this.documents.set(`${this.address}/keys`, { keys: [{ kty: 'EC', kid: 'other' }, jwk] });
    return [keyId, privateKey];
  }

  sign(claims: Json, header: Json = {}): string {
    return signJwt({ alg: 'RS256', kid: this.#keyId, ...header }, claims, this.#key);
  }
}
