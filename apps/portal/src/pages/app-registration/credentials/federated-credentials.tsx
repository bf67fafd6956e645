import type { Column } from '../../../components/data-table.tsx';
import { ProblemMessage } from '../../../components/problem-message.tsx';
import {
  type FederatedCredential,
  removeFederatedCredential,
  useFederatedCredentials,
} from '../../../data/federated-credentials.ts';
import { useTexts } from '../../../language/language-context.tsx';
import { useApplication } from '../application-context.tsx';
import { CredentialList } from './credential-list.tsx';
import { DeleteCredential } from './delete-credential.tsx';
import { FederatedDialog } from './federated-dialog.tsx';

const useColumns = (): readonly Column<FederatedCredential>[] => {
  const { columns, federated } = useTexts().credentials;
  return [
    { name: columns.name, show: ({ name }) => <bdi>{name}</bdi>, width: '9rem' },
    { name: columns.issuer, show: ({ issuer }) => <bdi>{issuer}</bdi> },
    { name: columns.subject, show: ({ subject }) => <bdi>{subject}</bdi> },
    { name: columns.audience, show: ({ audiences }) => <bdi>{audiences.join(', ')}</bdi> },
    {
      name: columns.actions,
      show: ({ id, name }) => (
        <DeleteCredential
          name={name}
          texts={federated}
          remove={(graph, applicationId) => removeFederatedCredential(graph, applicationId, id)}
        />
      ),
      width: '8rem',
    },
  ];
};

/** Workloads elsewhere that prove the application with tokens of their own. */
export const FederatedCredentials = () => {
  const { federated: texts } = useTexts().credentials;
  const { id } = useApplication();
  const { data: credentials, error, refetch } = useFederatedCredentials(id);
  const columns = useColumns();
  return (
    <CredentialList
      lead={texts.lead}
      add={texts.new}
      dialog={close => <FederatedDialog onClose={close} />}
      columns={columns}
      credentials={credentials}
      keyOf={credential => credential.id}
      none={texts.none}
    >
      <ProblemMessage problem={error} onRetry={() => void refetch()} />
    </CredentialList>
  );
};
