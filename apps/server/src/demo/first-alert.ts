import { spawn } from 'node:child_process';
import { setTimeout as delay } from 'node:timers/promises';
import type { Clock } from '@vakt/contract/clock';
import { detectionTestCommand } from '@vakt/contract/detection-test';
import type { Entropy } from '@vakt/contract/entropy';
import type { DemoTenant } from './provision.ts';
import type { PublicEndpoints } from './public-calls.ts';

const PATIENCE_MS = 20_000;
const POLL_MS = 250;

/** Starts the harmless marked command and waits for its end. */
const runMarkedCommand = (testId: string): Promise<void> => {
  const { program, args } = detectionTestCommand(testId);
  return new Promise((settle, refuse) => {
    spawn(program, args, { stdio: 'ignore' })
      .once('error', refuse)
      .once('exit', () => settle());
  });
};

const takeToken = async (
  endpoints: PublicEndpoints,
  { tenantId, clientId, clientSecret }: DemoTenant,
): Promise<string> => {
  const form = {
    grant_type: 'client_credentials',
    client_id: clientId,
    client_secret: clientSecret,
    scope: 'https://api.securitycenter.microsoft.com/.default',
  };
  const reply = await endpoints.call(`/${tenantId}/oauth2/v2.0/token`, { method: 'POST', form });
  return (reply as { access_token: string }).access_token;
};

interface AlertEvidence {
  readonly processCommandLine: string | null;
}

const hasAlert = async (endpoints: PublicEndpoints, token: string, testId: string): Promise<boolean> => {
  const reply = (await endpoints.call('/api/alerts?$expand=evidence&$top=20', { token })) as {
    value: { evidence: AlertEvidence[] }[];
  };
  return reply.value.some(({ evidence }) =>
    evidence.some(({ processCommandLine }) => processCommandLine?.includes(testId)),
  );
};

/**
 * Runs the detection test once, so that a new installation has an alert to read: a marked command that the sensor sees and
 * a rule knows.
 *
 * @returns whether the alert came.
 */
export const raiseFirstAlert = async (
  endpoints: PublicEndpoints,
  demo: DemoTenant,
  clock: Clock,
  entropy: Entropy,
): Promise<boolean> => {
  const testId = entropy.uuid();
  const token = await takeToken(endpoints, demo);
  const deadline = clock.now() + PATIENCE_MS;
  // The sensor needs a moment to begin; a command that it missed is run again.
  for (let nextRun = clock.now(); clock.now() < deadline; await delay(POLL_MS)) {
    if (clock.now() >= nextRun) {
      await runMarkedCommand(testId);
      nextRun = clock.now() + 5_000;
    }
    if (await hasAlert(endpoints, token, testId)) return true;
  }
  return false;
};
