import { resourceApplications } from '@vakt/contract/resources';
import type { Api } from '../../../data/api.ts';
import type { Application, PasswordCredential } from '../../../data/applications.ts';
import { askedApis, scopeOf } from '../../../data/asked-apis.ts';
import type { Graph } from '../../../data/graph.ts';
import { concurrently } from './concurrently.ts';
import { type Consent, judgeConsent, type TokenAnswer, type WantedRoles } from './consent-standing.ts';
import { askToken, type ClientProof } from './token-answer.ts';

/** What the temporary secret is called where secrets are listed. */
export const CHECK_SECRET_NAME = 'Portal consent check';
const SECRET_LIFE_MS = 10 * 60_000;
/** Customers that are asked about at once. */
const MOST_AT_ONCE = 4;

/** A customer's consent as it was found. */
export interface CheckedConsent extends Consent {
  /** When, ISO 8601. */
  readonly checkedAt: string;
}

/** The application permissions that a customer is expected to have granted. */
export const wantedRoles = (
  application: Pick<Application, 'requiredResourceAccess'>,
  apis: readonly Api[],
): readonly WantedRoles[] => {
  const wanted = askedApis(application, apis).map(api => ({
    api: api.displayName,
    scope: api.scope,
    roles: api.roles,
  }));
  const { displayName, appId } = resourceApplications.WindowsDefenderATP;
  // Whoever asks for nothing is in the customer's tenant or is not all the same, which any API shows.
  return wanted.length > 0 ? wanted : [{ api: displayName, scope: scopeOf(appId), roles: [] }];
};

const checkOne = async (
  tenantId: string,
  wanted: readonly WantedRoles[],
  proof: ClientProof,
): Promise<CheckedConsent> => {
  const answers: TokenAnswer[] = [];
  for (const { scope } of wanted) {
    const answer = await askToken(tenantId, scope, proof);
    answers.push(answer);
    if (answer.kind === 'refused') break;
  }
  return { ...judgeConsent(wanted, answers), checkedAt: new Date().toISOString() };
};

interface AddedSecret extends PasswordCredential {
  readonly secretText: string;
}

const addSecret = (graph: Graph, path: string): Promise<AddedSecret> =>
  graph.post<AddedSecret>(`${path}/addPassword`, {
    passwordCredential: {
      displayName: CHECK_SECRET_NAME,
      endDateTime: new Date(Date.now() + SECRET_LIFE_MS).toISOString(),
    },
  });

const removeSecret = (graph: Graph, path: string, keyId: string): Promise<void> =>
  graph.post<void>(`${path}/removePassword`, { keyId });

/** Removes what a check left that was broken off: the browser was closed. Whether it is gone already does not matter. */
const removeEnded = (graph: Graph, path: string, { passwordCredentials }: Application): Promise<unknown> =>
  Promise.allSettled(
    passwordCredentials
      .filter(({ displayName }) => displayName === CHECK_SECRET_NAME)
      .filter(({ endDateTime }) => Date.parse(endDateTime) < Date.now())
      .map(({ keyId }) => removeSecret(graph, path, keyId)),
  );

/** A check of customers to make. */
export interface ConsentCheck {
  readonly application: Application;
  readonly wanted: readonly WantedRoles[];
  readonly tenantIds: readonly string[];
  readonly onChecked: (tenantId: string, consent: CheckedConsent) => void;
}

/**
 * Finds out what customers consented to by the only means there is from outside: a token in each customer's tenant for each API
 * that the application asks permissions of, and the roles in it. The application proves itself with a secret that lives as long as
 * the check.
 *
 * @throws Problem when the person may not give the application a secret
 */
export const checkConsents = async (
  graph: Graph,
  { application, wanted, tenantIds, onChecked }: ConsentCheck,
): Promise<void> => {
  const path = `/v1.0/applications/${encodeURIComponent(application.id)}`;
  const { keyId, secretText } = await addSecret(graph, path);
  const proof = { clientId: application.appId, clientSecret: secretText };
  try {
    await concurrently(tenantIds, MOST_AT_ONCE, async tenantId =>
      onChecked(tenantId, await checkOne(tenantId, wanted, proof)),
    );
  } finally {
    await removeSecret(graph, path, keyId);
    await removeEnded(graph, path, application);
  }
};
