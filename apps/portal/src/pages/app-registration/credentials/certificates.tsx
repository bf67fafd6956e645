import { ArrowUploadRegular } from '@fluentui/react-icons';
import { CopyableValue } from '../../../components/copyable-value.tsx';
import type { Column } from '../../../components/data-table.tsx';
import {
  type Application,
  type ApplicationPatch,
  changeApplication,
  type KeyCredential,
} from '../../../data/applications.ts';
import { useDateFormat } from '../../../language/date-format.ts';
import { useTexts } from '../../../language/language-context.tsx';
import { useApplication } from '../application-context.tsx';
import { CredentialList } from './credential-list.tsx';
import { DeleteCredential } from './delete-credential.tsx';
import { ExpiryMark } from './expiry-mark.tsx';
import { UploadDialog } from './upload-dialog.tsx';

/** Takes a certificate away from those that the application has now. */
const withoutCertificate =
  (certificate: KeyCredential) =>
  ({ keyCredentials }: Application): ApplicationPatch => ({
    keyCredentials: keyCredentials.filter(({ keyId }) => keyId !== certificate.keyId),
  });

const useColumns = (): readonly Column<KeyCredential>[] => {
  const { columns, noDescription, certificates } = useTexts().credentials;
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
      show: certificate => (
        <DeleteCredential
          name={certificate.displayName || certificate.keyId}
          texts={certificates}
          remove={(graph, id) => changeApplication(graph, id, withoutCertificate(certificate))}
        />
      ),
      width: '8rem',
    },
  ];
};

/** The application's certificates. */
export const Certificates = () => {
  const { certificates: texts } = useTexts().credentials;
  const { keyCredentials } = useApplication();
  const columns = useColumns();
  return (
    <CredentialList
      lead={texts.lead}
      add={texts.upload}
      addIcon={<ArrowUploadRegular />}
      dialog={close => <UploadDialog onClose={close} />}
      columns={columns}
      credentials={keyCredentials}
      keyOf={({ keyId }) => keyId}
      none={texts.none}
    />
  );
};
