import { CopyableValue } from '../../../components/copyable-value.tsx';
import type { Column } from '../../../components/data-table.tsx';
import type { PasswordCredential } from '../../../data/applications.ts';
import { type NewClientSecret, removeClientSecret } from '../../../data/client-secrets.ts';
import { useTexts } from '../../../language/language-context.tsx';
import { useApplication } from '../application-context.tsx';
import { CredentialList } from './credential-list.tsx';
import { DeleteCredential } from './delete-credential.tsx';
import { ExpiryMark } from './expiry-mark.tsx';
import { NewSecretDialog } from './new-secret-dialog.tsx';

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
    {
      name: columns.actions,
      show: ({ displayName, keyId }) => (
        <DeleteCredential
          name={displayName || keyId}
          texts={secrets}
          remove={(graph, id) => removeClientSecret(graph, id, keyId)}
        />
      ),
      width: '8rem',
    },
  ];
};

interface ClientSecretsProps {
  readonly onMade: (secret: NewClientSecret) => void;
}

/** The application's client secrets: what is known of them once their values have been shown. */
export const ClientSecrets = ({ onMade }: ClientSecretsProps) => {
  const { secrets: texts } = useTexts().credentials;
  const { passwordCredentials } = useApplication();
  const columns = useColumns();
  return (
    <CredentialList
      lead={texts.lead}
      add={texts.new}
      dialog={close => <NewSecretDialog onMade={onMade} onClose={close} />}
      columns={columns}
      credentials={passwordCredentials}
      keyOf={({ keyId }) => keyId}
      none={texts.none}
    />
  );
};
