import { Button } from '@fluentui/react-components';
import { AddRegular, DeleteRegular } from '@fluentui/react-icons';
import { useState } from 'react';
import { ConfirmedAction } from '../../../components/confirmed-action.tsx';
import { type Column, DataTable } from '../../../components/data-table.tsx';
import { useNotice } from '../../../components/notices.tsx';
import { ProblemMessage } from '../../../components/problem-message.tsx';
import { APPLICATIONS_KEY } from '../../../data/applications.ts';
import {
  type FederatedCredential,
  removeFederatedCredential,
  useFederatedCredentials,
} from '../../../data/federated-credentials.ts';
import { useGraph } from '../../../data/graph-context.tsx';
import { useTexts } from '../../../language/language-context.tsx';
import { useApplication } from '../application-context.tsx';
import { CredentialList } from './credential-list.tsx';
import { FederatedDialog } from './federated-dialog.tsx';

const DeleteFederated = ({ credential }: { readonly credential: FederatedCredential }) => {
  const { credentials, common } = useTexts();
  const { federated: texts } = credentials;
  const graph = useGraph();
  const notify = useNotice();
  const { id } = useApplication();
  return (
    <ConfirmedAction
      action={common.delete}
      icon={<DeleteRegular />}
      appearance="subtle"
      label={texts.deleteLabel(credential.name)}
      title={texts.deleteTitle(credential.name)}
      perform={() => removeFederatedCredential(graph, id, credential.id)}
      outdates={[APPLICATIONS_KEY]}
      onDone={() => notify(texts.deleted)}
    >
      {texts.deleteText}
    </ConfirmedAction>
  );
};

const useColumns = (): readonly Column<FederatedCredential>[] => {
  const { columns } = useTexts().credentials;
  return [
    { name: columns.name, show: ({ name }) => <bdi>{name}</bdi>, width: '9rem' },
    { name: columns.issuer, show: ({ issuer }) => <bdi>{issuer}</bdi> },
    { name: columns.subject, show: ({ subject }) => <bdi>{subject}</bdi> },
    { name: columns.audience, show: ({ audiences }) => <bdi>{audiences.join(', ')}</bdi> },
    {
      name: columns.actions,
      show: credential => <DeleteFederated credential={credential} />,
      width: '8rem',
    },
  ];
};

/** Workloads elsewhere that prove the application with tokens of their own. */
export const FederatedCredentials = () => {
  const { federated: texts, title } = useTexts().credentials;
  const { id } = useApplication();
  const { data: credentials, error, refetch } = useFederatedCredentials(id);
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
      <ProblemMessage problem={error} onRetry={() => void refetch()} />
      <DataTable
        label={title}
        columns={columns}
        rows={credentials}
        keyOf={credential => credential.id}
        empty={texts.none}
      />
      {isAdding && <FederatedDialog onClose={() => setAdding(false)} />}
    </CredentialList>
  );
};
