import { Button, Field, Input, makeStyles, tokens } from '@fluentui/react-components';
import { useState } from 'react';
import { ButtonLink } from '../../components/button-link.tsx';
import { CheckedForm } from '../../components/checked-form.tsx';
import { ChoiceField } from '../../components/choice-field.tsx';
import { ProblemAndHelp } from '../../components/problem-and-help.tsx';
import { useGraph } from '../../data/graph-context.tsx';
import { useOrganization } from '../../data/me.ts';
import { useChange } from '../../data/use-change.ts';
import { createUser, type NewUser, USERS_KEY } from '../../data/users.ts';
import { useTexts } from '../../language/language-context.tsx';
import { passwordOf } from '../user/password.ts';
import { PasswordField } from '../user/password-field.tsx';
import { EMPTY_USER, LONGEST_NAME, userFaults, type WantedUser } from './new-user.ts';
import type { CreatedUser } from './new-user-page.tsx';

const useStyles = makeStyles({
  form: { display: 'flex', flexDirection: 'column', gap: tokens.spacingVerticalL, maxWidth: '40rem' },
  name: {
    display: 'grid',
    gridTemplateColumns: 'minmax(0, 1fr) minmax(0, 1fr)',
    gap: tokens.spacingHorizontalM,
    alignItems: 'start',
    '@media (max-width: 640px)': { gridTemplateColumns: 'minmax(0, 1fr)' },
  },
  actions: { display: 'flex', flexWrap: 'wrap', gap: tokens.spacingHorizontalS },
});

/** The domain that is chosen, of those that the tenant has. */
const useDomains = (chosen: string | undefined) => {
  const { data: organization } = useOrganization();
  const domains = organization?.verifiedDomains ?? [];
  return {
    domains: domains.map(({ name }) => name),
    domain: chosen ?? domains.find(({ isDefault }) => isDefault)?.name ?? '',
  };
};

interface UserFormProps {
  readonly onCreated: (created: CreatedUser) => void;
}

/** Asks for what a new user is called, and for the password. */
export const UserForm = ({ onCreated }: UserFormProps) => {
  const styles = useStyles();
  const { users: texts, common } = useTexts();
  const graph = useGraph();
  const [wanted, setWanted] = useState(EMPTY_USER);
  const [isTried, setTried] = useState(false);
  const { domains, domain } = useDomains(wanted.domain);
  const creating = useChange({
    change: (user: NewUser) => createUser(graph, user),
    outdates: [USERS_KEY],
    onDone: (user, { password }) => onCreated({ user, password }),
  });
  const faults = userFaults(wanted);
  const shown = isTried ? faults : {};
  const change = (part: Partial<WantedUser>): void => setWanted({ ...wanted, ...part });
  const submit = (): void => {
    setTried(true);
    if (Object.keys(faults).length === 0)
      void creating.run({
        displayName: wanted.displayName.trim(),
        userPrincipalName: `${wanted.localPart}@${domain}`,
        password: passwordOf(wanted.password),
      });
  };
  const displayNameWords = { missing: common.required, 'too-long': common.tooLong(LONGEST_NAME) };
  const localPartWords = { missing: common.required, wrong: texts.localPartRule };
  return (
    <CheckedForm className={styles.form} onSubmit={submit}>
      <Field
        label={texts.displayName}
        required
        {...(shown.displayName && { validationMessage: displayNameWords[shown.displayName] })}
      >
        <Input value={wanted.displayName} onChange={(_, { value }) => change({ displayName: value })} />
      </Field>
      <div className={styles.name}>
        <Field
          label={texts.localPart}
          hint={texts.localPartHint}
          required
          {...(shown.localPart && { validationMessage: localPartWords[shown.localPart] })}
        >
          <Input
            value={wanted.localPart}
            contentAfter="@"
            autoComplete="off"
            autoCapitalize="none"
            spellCheck={false}
            onChange={(_, { value }) => change({ localPart: value.trim() })}
          />
        </Field>
        <ChoiceField
          label={texts.domain}
          choices={domains}
          nameOf={name => name}
          value={domain}
          onChange={chosen => change({ domain: chosen })}
        />
      </div>
      <PasswordField
        value={wanted.password}
        onChange={password => change({ password })}
        isWrong={shown.password !== undefined}
      />
      <ProblemAndHelp problem={creating.problem} />
      <div className={styles.actions}>
        <Button type="submit" appearance="primary" disabledFocusable={creating.isRunning || domain === ''}>
          {texts.create}
        </Button>
        <ButtonLink to="/users">{common.cancel}</ButtonLink>
      </div>
    </CheckedForm>
  );
};
