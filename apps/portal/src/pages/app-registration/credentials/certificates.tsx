import { Button } from '@fluentui/react-components';
import { ArrowUploadRegular, DeleteRegular } from '@fluentui/react-icons';
import { useState } from 'react';
import { ConfirmedAction } from '../../../components/confirmed-action.tsx';
import { CopyableValue } from '../../../components/copyable-value.tsx';
import { type Column, DataTable } from '../../../components/data-table.tsx';
import { useNotice } from '../../../components/notices.tsx';
import { APPLICATIONS_KEY, changeApplication, type KeyCredential } from '../../../data/applications.ts';
import { useGraph } from '../../../data/graph-context.tsx';
import { useDateFormat } from '../../../language/date-format.ts';
import { useTexts } from '../../../language/language-context.tsx';
import { useApplication } from '../application-context.tsx';
import { CredentialList } from './credential-list.tsx';
import { ExpiryMark } from './expiry-mark.tsx';
import { UploadDialog } from './upload-dialog.tsx';

const DeleteCertificate = ({ certificate }: { readonly certificate: KeyCredential }) => {
  const { credentials, common } = useTexts();
  const { certificates: texts } = credentials;
  const graph = useGraph();
  const notify = useNotice();
  const { id } = useApplication();
  const name = certificate.displayName || certificate.keyId;
  return (
    <ConfirmedAction
      action={common.delete}
      icon={<DeleteRegular />}
      appearance="subtle"
      label={texts.deleteLabel(name)}
      title={texts.deleteTitle(name)}
      perform={() =>
        changeApplication(graph, id, ({ keyCredentials }) => ({
          keyCredentials: keyCredentials.filter(({ keyId }) => keyId !== certificate.keyId),
        }))
      }
      outdates={[APPLICATIONS_KEY]}
      onDone={() => notify(texts.deleted)}
    >
      {texts.deleteText}
    </ConfirmedAction>
  );
};

const useColumns = (): readonly Column<KeyCredential>[] => {
  const { columns, noDescription } = useTexts().credentials;
  const format = useDateFormat();
  return [
    {
      name: columns.thumbprint,
      show: ({ customKeyIdentifier }) => (
        <CopyableValue value={customKeyIdentifier ?? ''} name={columns.thumbprint} />
      ),
      width: '14rem',
    },
    { name: columns.description, show: ({ displayName }) => <bdi>{displayName || noDescription}</bdi> },
    { name: columns.starts, show: ({ startDateTime }) => format.date(startDateTime), width: '7rem' },
    { name: columns.expires, show: ({ endDateTime }) => <ExpiryMark end={endDateTime} />, width: '7rem' },
    {
      name: columns.certificateId,
      show: ({ keyId }) => <CopyableValue value={keyId} name={columns.certificateId} />,
      width: '12.5rem',
    },
    {
      name: columns.actions,
      show: certificate => <DeleteCertificate certificate={certificate} />,
      width: '8rem',
    },
  ];
};

/** The application's certificates. */
export const Certificates = () => {
  const { certificates: texts, title } = useTexts().credentials;
  const { keyCredentials } = useApplication();
  const [isAdding, setAdding] = useState(false);
  const columns = useColumns();
  return (
    <CredentialList
      lead={texts.lead}
      action={
        <Button icon={<ArrowUploadRegular />} appearance="primary" onClick={() => setAdding(true)}>
          {texts.upload}
        </Button>
      }
    >
      <DataTable
        label={title}
        columns={columns}
        rows={keyCredentials}
        keyOf={({ keyId }) => keyId}
        empty={texts.none}
      />
      {isAdding && <UploadDialog onClose={() => setAdding(false)} />}
    </CredentialList>
  );
};
