import { Button } from '@fluentui/react-components';
import { AddRegular, DeleteRegular } from '@fluentui/react-icons';
import { useState } from 'react';
import { ConfirmedAction } from '../../../components/confirmed-action.tsx';
import { CopyableValue } from '../../../components/copyable-value.tsx';
import { type Column, DataTable } from '../../../components/data-table.tsx';
import { useNotice } from '../../../components/notices.tsx';
import { APPLICATIONS_KEY, type PasswordCredential } from '../../../data/applications.ts';
import { type NewClientSecret, removeClientSecret } from '../../../data/client-secrets.ts';
import { useGraph } from '../../../data/graph-context.tsx';
import { useTexts } from '../../../language/language-context.tsx';
import { useApplication } from '../application-context.tsx';
import { CredentialList } from './credential-list.tsx';
import { ExpiryMark } from './expiry-mark.tsx';
import { NewSecretDialog } from './new-secret-dialog.tsx';

const DeleteSecret = ({ secret }: { readonly secret: PasswordCredential }) => {
  const { credentials, common } = useTexts();
  const { secrets: texts } = credentials;
  const graph = useGraph();
  const notify = useNotice();
  const { id } = useApplication();
  const name = secret.displayName || secret.keyId;
  return (
    <ConfirmedAction
      action={common.delete}
      icon={<DeleteRegular />}
      appearance="subtle"
      label={texts.deleteLabel(name)}
      title={texts.deleteTitle(name)}
      perform={() => removeClientSecret(graph, id, secret.keyId)}
      outdates={[APPLICATIONS_KEY]}
      onDone={() => notify(texts.deleted)}
    >
      {texts.deleteText}
    </ConfirmedAction>
  );
};

const useColumns = (): readonly Column<PasswordCredential>[] => {
  const { columns, noDescription, secrets } = useTexts().credentials;
  return [
    {
      name: columns.description,
      show: ({ displayName }) => <bdi>{displayName || noDescription}</bdi>,
    },
    { name: columns.expires, show: ({ endDateTime }) => <ExpiryMark end={endDateTime} />, width: '9rem' },
    {
      name: columns.value,
      show: ({ hint }) => <code>{secrets.startsWith(hint ?? '')}</code>,
      width: '9rem',
    },
    {
      name: columns.secretId,
      show: ({ keyId }) => <CopyableValue value={keyId} name={columns.secretId} />,
      width: '19rem',
    },
    { name: columns.actions, show: secret => <DeleteSecret secret={secret} />, width: '8rem' },
  ];
};

interface ClientSecretsProps {
  readonly onMade: (secret: NewClientSecret) => void;
}

/** The application's client secrets: what is known of them once their values have been shown. */
export const ClientSecrets = ({ onMade }: ClientSecretsProps) => {
  const { secrets: texts, title } = useTexts().credentials;
  const { passwordCredentials } = useApplication();
  const [isAdding, setAdding] = useState(false);
  const columns = useColumns();
  return (
    <CredentialList
      lead={texts.lead}
      action={
        <Button icon={<AddRegular />} appearance="primary" onClick={() => setAdding(true)}>
          {texts.new}
        </Button>
      }
    >
      <DataTable
        label={title}
        columns={columns}
        rows={passwordCredentials}
        keyOf={({ keyId }) => keyId}
        empty={texts.none}
      />
      {isAdding && <NewSecretDialog onMade={onMade} onClose={() => setAdding(false)} />}
    </CredentialList>
  );
};
