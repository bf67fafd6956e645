/** Start to ready: the first start with nothing there but the packages, the second on its data, and with 1,000 tenants. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { TestVakt } from '@vakt/testing/vakt';

const TENANTS = 1_000;
const CONCURRENT = 8;

const seconds = async (work: () => Promise<unknown>): Promise<number> => {
  const started = performance.now();
  await work();
  return (performance.now() - started) / 1_000;
};

let vakt: TestVakt | undefined;
const first = await seconds(async () => (vakt = await TestVakt.start(['--demo'])));
if (!vakt) throw new Error('Vakt did not start.');
const server = vakt;
try {
  console.log(`first start to ready: ${first.toFixed(2)} s`);
  const restart = async (): Promise<number> => {
    await server.stop();
    return seconds(() => server.startAgain());
  };
  console.log(`second start to ready: ${(await restart()).toFixed(2)} s`);

  const token = readFileSync(join(server.data, 'operator.token'), 'utf8').trim();
  let next = 0;
  const createTenants = async (): Promise<void> => {
    while (next < TENANTS) {
      const n = next++;
      const json = { displayName: `Tenant ${n}`, domain: `tenant${n}.example`, plan: 'Plan2' };
      const reply = await server.call('/vakt/v1/tenants', { token, json });
      if (reply.status !== 201) throw new Error(reply.text);
    }
  };
  const creation = await seconds(() => Promise.all(Array.from({ length: CONCURRENT }, createTenants)));
  console.log(`${TENANTS} tenants created in ${creation.toFixed(1)} s`);
  console.log(`start to ready with ${TENANTS} tenants: ${(await restart()).toFixed(2)} s`);
} finally {
  await server.close();
}
