import { Button, makeStyles, tokens } from '@fluentui/react-components';
import { useState } from 'react';
import { useNavigate } from 'react-router';
import { ButtonLink } from '../../components/button-link.tsx';
import { CheckedForm } from '../../components/checked-form.tsx';
import { ProblemAndHelp } from '../../components/problem-and-help.tsx';
import { Section } from '../../components/section.tsx';
import { APPLICATIONS_KEY, createApplication } from '../../data/applications.ts';
import { useGraph } from '../../data/graph-context.tsx';
import { useChange } from '../../data/use-change.ts';
import { useTexts } from '../../language/language-context.tsx';
import { AccountTypeField } from '../app-registration/account-type-field.tsx';
import { applicationPath } from '../app-registration/application-tabs.ts';
import { NameField } from '../app-registration/name-field.tsx';
import { RedirectUriField } from '../app-registration/redirect-uri-field.tsx';
import {
  EMPTY_REGISTRATION,
  type Registration,
  registrationBody,
  registrationFaults,
} from './registration.ts';

const useStyles = makeStyles({
  form: { display: 'flex', flexDirection: 'column', gap: tokens.spacingVerticalXL, maxWidth: '48rem' },
  actions: { display: 'flex', flexWrap: 'wrap', gap: tokens.spacingHorizontalS },
});

/** Asks for what an application is at first; the rest is on its pages. */
export const RegistrationForm = () => {
  const styles = useStyles();
  const { newRegistration: texts, appRegistration, common } = useTexts();
  const graph = useGraph();
  const navigate = useNavigate();
  const [registration, setRegistration] = useState(EMPTY_REGISTRATION);
  const [isTried, setTried] = useState(false);
  const registering = useChange({
    change: (wanted: Registration) => createApplication(graph, registrationBody(wanted)),
    outdates: [APPLICATIONS_KEY],
    onDone: ({ id }) => navigate(applicationPath(id)),
  });
  const change = (part: Partial<Registration>): void => setRegistration({ ...registration, ...part });
  const faults = registrationFaults(registration);
  const submit = (): void => {
    setTried(true);
    if (!faults.displayName && !faults.redirectUri) void registering.run(registration);
  };
  return (
    <CheckedForm className={styles.form} onSubmit={submit}>
      <NameField
        value={registration.displayName}
        onChange={displayName => change({ displayName })}
        fault={isTried ? faults.displayName : undefined}
      />
      <AccountTypeField
        value={registration.signInAudience}
        onChange={signInAudience => change({ signInAudience })}
      />
      <Section title={appRegistration.redirectUri} description={texts.redirectUriHint}>
        <RedirectUriField
          value={registration.redirectUri}
          onChange={redirectUri => change({ redirectUri })}
          problem={
            isTried && faults.redirectUri ? appRegistration.redirectUriFaults[faults.redirectUri] : undefined
          }
          isOptional
        />
      </Section>
      <ProblemAndHelp problem={registering.problem} />
      <div className={styles.actions}>
        <Button type="submit" appearance="primary" disabledFocusable={registering.isRunning}>
          {texts.register}
        </Button>
        <ButtonLink to="/app-registrations">{common.cancel}</ButtonLink>
      </div>
    </CheckedForm>
  );
};
