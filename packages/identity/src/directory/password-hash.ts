import { hash, verify } from '@node-rs/argon2';

/** Argon2id, the library's default, at OWASP's first choice: 19 MiB, two passes, one lane. */
const COST = { memoryCost: 19_456, timeCost: 2, parallelism: 1 };

/** Hashes a person's password. */
export const hashPassword = (password: string): Promise<string> => hash(password, COST);

/** Whether `password` is the one that was hashed. */
export const verifyPassword = async (passwordHash: string, password: string): Promise<boolean> => {
  try {
    return await verify(passwordHash, password);
  } catch {
    return false;
  }
};
