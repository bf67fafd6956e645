import { Button, makeStyles, tokens } from '@fluentui/react-components';
import { useState } from 'react';
import { ButtonLink } from '../../components/button-link.tsx';
import { CheckedForm } from '../../components/checked-form.tsx';
import { ProblemMessage } from '../../components/problem-message.tsx';
import { Section } from '../../components/section.tsx';
import { Problem, type ProblemKind } from '../../data/problem.ts';
import type { CreatedTenant, NewTenant } from '../../data/tenants.ts';
import { useChange } from '../../data/use-change.ts';
import { useTexts } from '../../language/language-context.tsx';
import { AdministratorFields } from './administrator-fields.tsx';
import { OperatorTokenField } from './operator-token-field.tsx';
import { OrganizationFields } from './organization-fields.tsx';
import { PlanField } from './plan-field.tsx';
import { draftFaults, EMPTY_DRAFT, isFaultless, type TenantDraft, toNewTenant } from './tenant-draft.ts';

const useStyles = makeStyles({
  form: { maxWidth: '48rem' },
  actions: {
    display: 'flex',
    flexWrap: 'wrap',
    gap: tokens.spacingHorizontalS,
    marginTop: tokens.spacingVerticalXXL,
  },
});

interface TenantFormProps {
  /** Whether nobody but the operator may: then the operator's token is asked for from the beginning. */
  readonly isOperatorsAlone: boolean;
  /** @param operatorToken not given: the person's own sign-in is sent. */
  readonly create: (tenant: NewTenant, operatorToken: string | undefined) => Promise<CreatedTenant>;
  readonly onCreated: (tenant: CreatedTenant) => void;
}

const isOf = (problem: Error | null, kind: ProblemKind): boolean =>
  problem instanceof Problem && problem.kind === kind;

/** Asks for what a tenant is at first, and creates it. */
export const TenantForm = ({ isOperatorsAlone, create, onCreated }: TenantFormProps) => {
  const styles = useStyles();
  const { createTenant: texts } = useTexts();
  const [draft, setDraft] = useState(EMPTY_DRAFT);
  const [isTried, setTried] = useState(false);
  const [sent, setSent] = useState(EMPTY_DRAFT);
  const creating = useChange({
    change: (wanted: TenantDraft) =>
      create(toNewTenant(wanted), wanted.operatorToken === '' ? undefined : wanted.operatorToken.trim()),
    outdates: [],
    onDone: onCreated,
  });
  const isDenied = isOf(creating.problem, 'denied');
  // Who may not create one as a user can still be the operator.
  const asksOperator = isOperatorsAlone || isDenied || draft.operatorToken !== '';
  const faults = draftFaults(draft, asksOperator);
  const isConflict = isOf(creating.problem, 'conflict');
  const isDomainTaken = isConflict && draft.domain === sent.domain;
  const isOperatorDenied = isDenied && sent.operatorToken !== '';
  const isTokenRefused = isOperatorDenied && draft.operatorToken === sent.operatorToken;
  const change = (part: Partial<TenantDraft>): void => setDraft({ ...draft, ...part });
  const submit = (): void => {
    setTried(true);
    if (!isFaultless(faults)) return;
    setSent(draft);
    void creating.run(draft);
  };
  const fields = { draft, onChange: change, faults: isTried ? faults : {} };
  return (
    <CheckedForm className={styles.form} onSubmit={submit}>
      <Section title={texts.organization}>
        <OrganizationFields {...fields} isDomainTaken={isDomainTaken} />
        <PlanField value={draft.plan} onChange={plan => change({ plan })} />
      </Section>
      <Section title={texts.administrator} description={texts.administratorHint}>
        <AdministratorFields {...fields} />
      </Section>
      {asksOperator && (
        <Section title={texts.operator}>
          <OperatorTokenField {...fields} isRefused={isTokenRefused} />
        </Section>
      )}
      <div className={styles.actions}>
        {!isConflict && !isOperatorDenied && <ProblemMessage problem={creating.problem} />}
        <Button type="submit" appearance="primary" disabledFocusable={creating.isRunning}>
          {texts.create}
        </Button>
        <ButtonLink to="/">{texts.alreadyHere}</ButtonLink>
      </div>
    </CheckedForm>
  );
};
