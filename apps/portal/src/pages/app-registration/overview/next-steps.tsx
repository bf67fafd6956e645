import { makeStyles, Text, tokens } from '@fluentui/react-components';
import { LinkTo } from '../../../components/link-to.tsx';
import { Section } from '../../../components/section.tsx';
import type { Application } from '../../../data/applications.ts';
import { useTexts } from '../../../language/language-context.tsx';
import { useApplication } from '../application-context.tsx';
import { type ApplicationTab, applicationPath } from '../application-tabs.ts';

const useStyles = makeStyles({
  steps: { margin: 0, paddingInlineStart: tokens.spacingHorizontalXXL },
  step: { paddingBottom: tokens.spacingVerticalS },
  state: { color: tokens.colorNeutralForeground2 },
});

const STEPS = [
  { step: 'permit', tab: 'api-permissions' },
  { step: 'prove', tab: 'credentials' },
  { step: 'token', tab: 'get-a-token' },
  { step: 'call', tab: 'get-a-token' },
] as const satisfies readonly { step: string; tab: ApplicationTab }[];

const countPermissions = ({ requiredResourceAccess }: Application): number =>
  requiredResourceAccess.reduce((sum, { resourceAccess }) => sum + resourceAccess.length, 0);

const countCredentials = ({ passwordCredentials, keyCredentials }: Application): number =>
  passwordCredentials.length + keyCredentials.length;

/** The four steps after the registration, how far the application is, and where each is done. */
export const NextSteps = () => {
  const styles = useStyles();
  const { applicationOverview: texts, home } = useTexts();
  const application = useApplication();
  const permissions = countPermissions(application);
  const credentials = countCredentials(application);
  const states = {
    permit: permissions === 0 ? texts.noPermission : texts.permissions(permissions),
    prove: credentials === 0 ? texts.noCredential : texts.credentials(credentials),
    token: undefined,
    call: undefined,
  };
  return (
    <Section title={texts.nextSteps}>
      <ol className={styles.steps} start={2}>
        {STEPS.map(({ step, tab }) => (
          <li key={step} className={styles.step}>
            <LinkTo to={applicationPath(application.id, tab)}>{home.steps[step].title}</LinkTo>
            <Text block>{home.steps[step].text}</Text>
            {states[step] !== undefined && (
              <Text block className={styles.state}>
                {states[step]}
              </Text>
            )}
          </li>
        ))}
      </ol>
    </Section>
  );
};
