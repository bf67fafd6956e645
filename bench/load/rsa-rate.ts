/** How many RSA-2048 signatures a second the machine makes on all its cores: the limit of any authority on it. */
import { spawnSync } from 'node:child_process';
import { generateKeyPairSync, sign } from 'node:crypto';
import { availableParallelism } from 'node:os';
import { promisify } from 'node:util';

const opensslRate = (): number | undefined => {
  const { status, stdout } = spawnSync(
    'openssl',
    ['speed', '-multi', String(availableParallelism()), '-seconds', '3', 'rsa2048'],
    { encoding: 'utf8' },
  );
  if (status !== 0) return undefined;
  // "rsa  2048 bits 0.000312s 0.000009s   3205.1 110000.0": the third number is signatures a second.
  const rate = /^rsa\s+2048 bits\s+\S+\s+\S+\s+([\d.]+)/m.exec(stdout)?.[1];
  return rate === undefined ? undefined : Number(rate);
};

const nodeRate = async (): Promise<number> => {
  const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 2_048 });
  const signAsync = promisify(sign) as (
    algorithm: string,
    data: Buffer,
    key: typeof privateKey,
  ) => Promise<Buffer>;
  let count = 0;
  const deadline = performance.now() + 3_000;
  const loop = async (): Promise<void> => {
    while (performance.now() < deadline) {
      await signAsync('sha256', Buffer.from('a token'), privateKey);
      count += 1;
    }
  };
  await Promise.all(Array.from({ length: availableParallelism() * 2 }, loop));
  return count / 3;
};

/** `openssl speed -multi` where openssl is installed, node:crypto on as many threads otherwise. */
export const measureRsaRate = async (): Promise<number> => opensslRate() ?? nodeRate();
