import { Button } from '@fluentui/react-components';
import { AddRegular } from '@fluentui/react-icons';
import { useState } from 'react';
import { ConfirmedAction } from '../../../components/confirmed-action.tsx';
import { CopyableValue } from '../../../components/copyable-value.tsx';
import { type Column, DataTable } from '../../../components/data-table.tsx';
import { Section } from '../../../components/section.tsx';
import { APPLICATIONS_KEY, changeApplication } from '../../../data/applications.ts';
import { useGraph } from '../../../data/graph-context.tsx';
import { type RedirectUri, redirectUrisOf } from '../../../data/redirect-uris.ts';
import { useTexts } from '../../../language/language-context.tsx';
import { useApplication } from '../application-context.tsx';
import { AddRedirectUri } from './add-redirect-uri.tsx';
import { removingRedirectUri } from './redirect-uri-list.ts';

const RemoveRedirectUri = (redirectUri: RedirectUri) => {
  const { applicationAuthentication: texts, common } = useTexts();
  const graph = useGraph();
  const { id } = useApplication();
  return (
    <ConfirmedAction
      action={common.remove}
      appearance="subtle"
      label={texts.removeNamed(redirectUri.uri)}
      title={texts.removeRedirectUri}
      perform={() => changeApplication(graph, id, removingRedirectUri(redirectUri))}
      outdates={[APPLICATIONS_KEY]}
    >
      {texts.removalConsequence} <code>{redirectUri.uri}</code>
    </ConfirmedAction>
  );
};

/** Where answers to sign-ins may be sent, and changes to that. */
export const RedirectUris = () => {
  const { applicationAuthentication: texts, appRegistration } = useTexts();
  const application = useApplication();
  const [isAdding, setAdding] = useState(false);
  const columns: readonly Column<RedirectUri>[] = [
    {
      name: appRegistration.platform,
      show: ({ platform }) => appRegistration.platforms[platform],
      width: '14rem',
    },
    { name: appRegistration.redirectUri, show: ({ uri }) => <CopyableValue value={uri} name={uri} /> },
    {
      name: texts.actions,
      show: redirectUri => <RemoveRedirectUri {...redirectUri} />,
      width: '9rem',
    },
  ];
  return (
    <Section
      title={texts.redirectUris}
      description={texts.redirectUrisHint}
      actions={
        <Button icon={<AddRegular />} onClick={() => setAdding(true)}>
          {texts.addRedirectUri}
        </Button>
      }
    >
      <DataTable
        label={texts.redirectUris}
        columns={columns}
        rows={redirectUrisOf(application)}
        keyOf={({ uri }) => uri}
        empty={texts.noRedirectUris}
      />
      {isAdding && <AddRedirectUri onClose={() => setAdding(false)} />}
    </Section>
  );
};
