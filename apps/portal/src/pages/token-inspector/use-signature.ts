import { useQuery } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import { readPublic } from '../../data/server.ts';
import type { SignedToken } from './read-token.ts';
import { checkSignature, type PublishedKey, type Signature } from './signature.ts';

const KEYS_PATH = '/common/discovery/v2.0/keys';

const useSigningKeys = () =>
  useQuery({
    queryKey: ['signing keys'],
    queryFn: async () => (await readPublic<{ readonly keys: readonly PublishedKey[] }>(KEYS_PATH)).keys,
  });

/** What a check of the signature came to. */
export interface CheckedSignature {
  /** `undefined` while it is being checked. */
  readonly signature: Signature | undefined;
  /** The keys could not be read. */
  readonly problem: Error | null;
  readonly retry: () => void;
}

/** Checks a token's signature in this browser, with the keys that the server publishes. */
export const useSignature = (token: SignedToken): CheckedSignature => {
  const { data: keys, error, refetch } = useSigningKeys();
  const [checked, setChecked] = useState<{ token: SignedToken; signature: Signature } | null>(null);
  useEffect(() => {
    if (!keys) return undefined;
    let isWanted = true;
    void checkSignature(token, keys).then(signature => isWanted && setChecked({ token, signature }));
    return () => {
      isWanted = false;
    };
  }, [token, keys]);
  return {
    signature: checked?.token === token ? checked.signature : undefined,
    problem: keys ? null : error,
    retry: () => void refetch(),
  };
};
