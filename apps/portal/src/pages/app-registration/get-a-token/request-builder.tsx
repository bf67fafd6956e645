import { makeStyles, tokens } from '@fluentui/react-components';
import type { Application } from '../../../data/applications.ts';
import type { AskedApi } from '../../../data/asked-apis.ts';
import { type Customer, nameOfCustomer } from '../../../data/customers.ts';
import type { Organization } from '../../../data/me.ts';
import type { ServerFacts } from '../../../data/server.ts';
import { useTexts } from '../../../language/language-context.tsx';
import { BeforeYouRun } from './before-you-run.tsx';
import { callOf } from './choices.ts';
import { useSnippetLanguage } from './language-choice.ts';
import { type RequestChoices, tenantOf, useRequestChoices } from './request-choices.ts';
import { RequestForm } from './request-form.tsx';
import { RequestNotes } from './request-notes.tsx';
import { SnippetView } from './snippet-view.tsx';
import { DOWNLOADED_AUTHORITY, requirementsOf } from './snippets/requirements.ts';
import type { TokenRequest } from './snippets/token-request.ts';

const useStyles = makeStyles({ page: { marginTop: tokens.spacingVerticalL } });

const requestOf = (
  { appId }: Application,
  choices: RequestChoices,
  { certificateAuthorityFile = DOWNLOADED_AUTHORITY }: Partial<ServerFacts>,
): TokenRequest => ({
  origin: location.origin,
  tenantId: tenantOf(choices) ?? '00000000-0000-0000-0000-000000000000',
  clientId: appId,
  scope: choices.api.scope,
  signIn: choices.signIn,
  call: callOf(choices.api, choices.signIn.kind),
  certificateAuthorityFile: choices.trustsAlready ? undefined : certificateAuthorityFile,
});

interface RequestBuilderProps {
  readonly application: Application;
  readonly apis: readonly [AskedApi, ...AskedApi[]];
  readonly organization: Organization;
  readonly customers: readonly Customer[];
  readonly server: Partial<ServerFacts>;
}

/** The choices, and the request that follows from them. */
export const RequestBuilder = ({
  application,
  apis,
  organization,
  customers,
  server,
}: RequestBuilderProps) => {
  const styles = useStyles();
  const { getAToken: texts } = useTexts();
  const [choices, change] = useRequestChoices(application, apis, [
    organization.id,
    ...customers.map(({ tenantId }) => tenantId),
  ]);
  const [language, setLanguage] = useSnippetLanguage();
  const request = requestOf(application, choices, server);
  const tenants = [
    { id: organization.id, name: texts.ownTenant(organization.displayName) },
    ...customers.map(customer => ({ id: customer.tenantId, name: nameOfCustomer(customer) })),
  ];
  return (
    <div className={styles.page}>
      <RequestForm
        application={application}
        apis={apis}
        tenants={tenants}
        choices={choices}
        onChange={change}
      />
      <RequestNotes
        application={application}
        choices={choices}
        isOwnTenant={request.tenantId === organization.id}
      />
      <SnippetView request={request} language={language} onLanguage={setLanguage} />
      <BeforeYouRun requirements={requirementsOf(language, request)} />
    </div>
  );
};
