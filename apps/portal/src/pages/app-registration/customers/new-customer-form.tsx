import { Button, Field, Input, makeStyles, tokens } from '@fluentui/react-components';
import { useState } from 'react';
import { CheckedForm } from '../../../components/checked-form.tsx';
import { useNotice } from '../../../components/notices.tsx';
import { ProblemAndHelp } from '../../../components/problem-and-help.tsx';
import { CUSTOMERS_KEY, saveCustomer } from '../../../data/customers.ts';
import { useGraph } from '../../../data/graph-context.tsx';
import { useChange } from '../../../data/use-change.ts';
import { useTexts } from '../../../language/language-context.tsx';
import { type CustomerDraft, draftFaults } from './customer-draft.ts';

const useStyles = makeStyles({
  form: {
    display: 'grid',
    gridTemplateColumns: 'minmax(0, 22rem) minmax(0, 18rem) max-content',
    gap: tokens.spacingHorizontalM,
    alignItems: 'start',
    marginBottom: tokens.spacingVerticalM,
    '@media (max-width: 800px)': { gridTemplateColumns: 'minmax(0, 1fr)', justifyItems: 'stretch' },
  },
  // As far down as the fields' labels are high.
  action: { marginTop: '1.625rem', '@media (max-width: 800px)': { marginTop: 0 } },
});

const EMPTY: CustomerDraft = { tenantId: '', name: '' };

interface NewCustomerFormProps {
  /** The application's client id. */
  readonly appId: string;
  readonly ownTenantId: string;
}

/** Saves a customer by its tenant's id. */
export const NewCustomerForm = ({ appId, ownTenantId }: NewCustomerFormProps) => {
  const styles = useStyles();
  const { customers: texts, common } = useTexts();
  const graph = useGraph();
  const notify = useNotice();
  const [draft, setDraft] = useState(EMPTY);
  const [isTried, setTried] = useState(false);
  const { run, isRunning, problem } = useChange({
    change: ({ tenantId, name }: CustomerDraft) =>
      saveCustomer(graph, { appId, tenantId: tenantId.trim(), displayName: name.trim() || null }),
    outdates: [CUSTOMERS_KEY],
    onDone: () => {
      setDraft(EMPTY);
      setTried(false);
      notify(common.saved);
    },
  });
  const faults = draftFaults(draft, ownTenantId);
  const submit = (): void => {
    setTried(true);
    if (!faults.tenantId && !faults.name) void run(draft);
  };
  return (
    <CheckedForm onSubmit={submit}>
      <div className={styles.form}>
        <Field
          label={texts.tenantId}
          required
          {...(isTried && faults.tenantId && { validationMessage: texts.faults[faults.tenantId] })}
        >
          <Input
            dir="ltr"
            value={draft.tenantId}
            onChange={(_, { value }) => setDraft({ ...draft, tenantId: value })}
          />
        </Field>
        <Field
          label={texts.name}
          {...(isTried && faults.name && { validationMessage: texts.faults[faults.name] })}
        >
          <Input value={draft.name} onChange={(_, { value }) => setDraft({ ...draft, name: value })} />
        </Field>
        <Button type="submit" className={styles.action} disabledFocusable={isRunning}>
          {texts.add}
        </Button>
      </div>
      <ProblemAndHelp problem={problem} />
    </CheckedForm>
  );
};
