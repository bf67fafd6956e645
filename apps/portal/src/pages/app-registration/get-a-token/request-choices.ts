import { useState } from 'react';
import { useSearchParams } from 'react-router';
import type { Application } from '../../../data/applications.ts';
import type { AskedApi } from '../../../data/asked-apis.ts';
import { isGuid } from '../../../data/odata-filter.ts';
import { type RedirectUri, redirectUrisOf } from '../../../data/redirect-uris.ts';
import { applicationPath } from '../application-tabs.ts';
import { signInKinds } from './choices.ts';
import type { SignIn, SignInKind } from './snippets/token-request.ts';

/** In place of a tenant's id while the person types one. */
export const OTHER_TENANT = 'other';

/** What the person chose to ask a token for. */
export interface RequestChoices {
  readonly api: AskedApi;
  readonly signIn: SignIn;
  /** A tenant's id, or `OTHER_TENANT`. */
  readonly tenant: string;
  readonly otherTenant: string;
  readonly trustsAlready: boolean;
}

interface Chosen {
  readonly apiId?: string;
  readonly kind?: SignInKind;
  readonly redirectUri?: string;
  readonly tenant?: string;
  readonly otherTenant?: string;
  readonly trustsAlready?: boolean;
}

const signInOf = (kind: SignInKind, redirect: RedirectUri | undefined): SignIn => {
  if (kind !== 'browser') return { kind };
  return redirect ? { kind, redirect } : { kind: 'secret' };
};

/** The tenant that a request goes to; `undefined` while what was typed is no tenant id. */
export const tenantOf = ({ tenant, otherTenant }: RequestChoices): string | undefined => {
  const id = tenant === OTHER_TENANT ? otherTenant.trim() : tenant;
  return isGuid(id) ? id.toLowerCase() : undefined;
};

/** The page of an application's token request in a customer's tenant. */
export const customerRequestPath = (applicationId: string, tenantId: string): string =>
  `${applicationPath(applicationId, 'get-a-token')}?tenant=${encodeURIComponent(tenantId)}`;

/**
 * The person's choices; what they have not chosen, or what is no choice any more, is the first that there is.
 *
 * @param tenants the person's own, then the saved customers; the address may name one of these.
 */
export const useRequestChoices = (
  application: Application,
  [firstApi, ...otherApis]: readonly [AskedApi, ...AskedApi[]],
  [ownTenant, ...customers]: readonly [string, ...string[]],
): [RequestChoices, (change: Chosen) => void] => {
  const [chosen, setChosen] = useState<Chosen>({});
  const [parameters] = useSearchParams();
  const linked = customers.find(id => id === parameters.get('tenant'));
  const redirects = redirectUrisOf(application);
  const kind = signInKinds(application).find(allowed => allowed === chosen.kind) ?? 'secret';
  const redirect = redirects.find(({ uri }) => uri === chosen.redirectUri) ?? redirects[0];
  return [
    {
      api: otherApis.find(({ appId }) => appId === chosen.apiId) ?? firstApi,
      signIn: signInOf(kind, redirect),
      tenant: chosen.tenant ?? linked ?? ownTenant,
      otherTenant: chosen.otherTenant ?? '',
      trustsAlready: chosen.trustsAlready ?? false,
    },
    change => setChosen(before => ({ ...before, ...change })),
  ];
};

export type ChangeChoices = ReturnType<typeof useRequestChoices>[1];
