import { Field, Input } from '@fluentui/react-components';
import { useState } from 'react';
import { FormDialog } from '../../../components/form-dialog.tsx';
import { useNotice } from '../../../components/notices.tsx';
import { APPLICATIONS_KEY } from '../../../data/applications.ts';
import { addFederatedCredential } from '../../../data/federated-credentials.ts';
import { useGraph } from '../../../data/graph-context.tsx';
import { useChange } from '../../../data/use-change.ts';
import { useTexts } from '../../../language/language-context.tsx';
import { useApplication } from '../application-context.tsx';
import {
  type FederatedFields,
  federatedFaults,
  LONGEST_FEDERATED_TEXT,
  RECOMMENDED_AUDIENCE,
} from './federated-fields.ts';

const FIELDS = ['name', 'issuer', 'subject', 'audience'] as const;
const EMPTY: FederatedFields = { name: '', issuer: '', subject: '', audience: RECOMMENDED_AUDIENCE };

/** Asks for a workload elsewhere: who vouches for it, and as what. */
export const FederatedDialog = ({ onClose }: { readonly onClose: () => void }) => {
  const { credentials, common } = useTexts();
  const { federated: texts, columns } = credentials;
  const graph = useGraph();
  const notify = useNotice();
  const { id } = useApplication();
  const [fields, setFields] = useState(EMPTY);
  const [isChecked, setChecked] = useState(false);
  const faults = federatedFaults(fields);
  const words = {
    ...texts.faults,
    missing: common.required,
    'too-long': common.tooLong(LONGEST_FEDERATED_TEXT),
  };
  const hints = {
    name: texts.nameHint,
    issuer: texts.issuerHint,
    subject: texts.subjectHint,
    audience: texts.audienceHint,
  };
  const { run, isRunning, problem } = useChange({
    change: ({ name, issuer, subject, audience }: FederatedFields) =>
      addFederatedCredential(graph, id, { name, issuer, subject, audiences: [audience] }),
    outdates: [APPLICATIONS_KEY],
    onDone: () => {
      notify(texts.added);
      onClose();
    },
  });
  const submit = (): void => {
    setChecked(true);
    if (Object.keys(faults).length === 0) void run(fields);
  };
  return (
    <FormDialog
      title={texts.formTitle}
      action={texts.add}
      onSubmit={submit}
      onClose={onClose}
      isRunning={isRunning}
      problem={problem}
    >
      {FIELDS.map(name => {
        const fault = isChecked ? faults[name] : undefined;
        return (
          <Field
            key={name}
            label={columns[name]}
            hint={hints[name]}
            required
            {...(fault && { validationMessage: words[fault] })}
          >
            <Input
              value={fields[name]}
              onChange={(_, { value }) => setFields({ ...fields, [name]: value })}
            />
          </Field>
        );
      })}
    </FormDialog>
  );
};
