import { Field } from '@fluentui/react-components';
import { useState } from 'react';
import { FormDialog } from '../../../components/form-dialog.tsx';
import { useNotice } from '../../../components/notices.tsx';
import type { NewKeyCredential } from '../../../data/applications.ts';
import { useTexts } from '../../../language/language-context.tsx';
import { useApplicationChange } from '../use-application-change.ts';
import { type CertificateFile, readCertificateFile } from './certificate-file.ts';
import { DescriptionField, descriptionFault, descriptionOf } from './description-field.tsx';

/** Asks for a certificate in a file, which is read here. */
export const UploadDialog = ({ onClose }: { readonly onClose: () => void }) => {
  const { certificates: texts } = useTexts().credentials;
  const notify = useNotice();
  const [file, setFile] = useState<CertificateFile>();
  const [description, setDescription] = useState('');
  const [isChecked, setChecked] = useState(false);
  const { run, isRunning, problem } = useApplicationChange(() => {
    notify(texts.added);
    onClose();
  });
  const fault = file?.kind === 'certificate' ? undefined : (file?.kind ?? 'missing');
  const choose = async (chosen: File | undefined): Promise<void> => {
    setChecked(true);
    setFile(chosen && readCertificateFile(new Uint8Array(await chosen.arrayBuffer())));
  };
  const submit = (): void => {
    setChecked(true);
    if (file?.kind !== 'certificate' || descriptionFault(description)) return;
    const added: NewKeyCredential = {
      type: 'AsymmetricX509Cert',
      usage: 'Verify',
      key: file.key,
      ...descriptionOf(description),
    };
    void run(({ keyCredentials }) => ({ keyCredentials: [...keyCredentials, added] }));
  };
  return (
    <FormDialog
      title={texts.upload}
      action={texts.add}
      onSubmit={submit}
      onClose={onClose}
      isRunning={isRunning}
      problem={problem}
    >
      <Field
        label={texts.file}
        hint={texts.fileHint}
        required
        {...(isChecked && fault && { validationMessage: texts.fileFaults[fault] })}
      >
        {control => (
          <input
            {...control}
            type="file"
            accept=".cer,.crt,.pem"
            onChange={({ target }) => void choose(target.files?.[0])}
          />
        )}
      </Field>
      <DescriptionField value={description} onChange={setDescription} />
    </FormDialog>
  );
};
