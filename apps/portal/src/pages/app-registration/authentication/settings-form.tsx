import { Button, Checkbox, Field, Input, makeStyles, tokens } from '@fluentui/react-components';
import { useState } from 'react';
import { CheckedForm } from '../../../components/checked-form.tsx';
import { useNotice } from '../../../components/notices.tsx';
import { ProblemAndHelp } from '../../../components/problem-and-help.tsx';
import { Section } from '../../../components/section.tsx';
import { useTexts } from '../../../language/language-context.tsx';
import { useApplication } from '../application-context.tsx';
import { useApplicationChange } from '../use-application-change.ts';
import { type AuthenticationSettings, isLogoutUrl, settingsOf, settingsPatch } from './settings.ts';

const useStyles = makeStyles({
  field: { maxWidth: '40rem' },
  checks: { display: 'flex', flexDirection: 'column', alignItems: 'flex-start' },
  save: { marginTop: tokens.spacingVerticalL },
});

/** How the application signs people in, besides its redirect URIs. What the person did not touch follows what is there now. */
export const SettingsForm = () => {
  const styles = useStyles();
  const { applicationAuthentication: texts, common } = useTexts();
  const application = useApplication();
  const notify = useNotice();
  const [edits, setEdits] = useState<Partial<AuthenticationSettings>>({});
  const saving = useApplicationChange(() => {
    setEdits({});
    notify(common.saved);
  });
  const settings = { ...settingsOf(application), ...edits };
  const edit = (part: Partial<AuthenticationSettings>): void => setEdits({ ...edits, ...part });
  const isRight = isLogoutUrl(settings.logoutUrl);
  const save = (): void => {
    if (isRight) void saving.run(() => settingsPatch(edits));
  };
  const check = (name: Exclude<keyof AuthenticationSettings, 'logoutUrl'>) => (
    <Checkbox
      label={texts[name]}
      checked={settings[name]}
      onChange={(_, { checked }) => edit({ [name]: checked === true })}
    />
  );
  return (
    <CheckedForm onSubmit={save}>
      <Section title={texts.logoutUrl} description={texts.logoutUrlHint}>
        <Field
          className={styles.field}
          label={texts.logoutUrl}
          {...(!isRight && { validationMessage: texts.wrongLogoutUrl })}
        >
          <Input
            type="url"
            dir="ltr"
            placeholder="https://tool.contoso.com/logout"
            value={settings.logoutUrl}
            onChange={(_, { value }) => edit({ logoutUrl: value })}
          />
        </Field>
      </Section>
      <Section title={texts.implicitGrant} description={texts.implicitGrantHint}>
        <div className={styles.checks}>
          {check('issuesAccessTokens')}
          {check('issuesIdTokens')}
        </div>
      </Section>
      <Section title={texts.advanced} description={texts.publicClientHint}>
        <div className={styles.checks}>{check('allowsPublicClientFlows')}</div>
        <ProblemAndHelp problem={saving.problem} />
      </Section>
      <Button
        className={styles.save}
        type="submit"
        appearance="primary"
        disabledFocusable={saving.isRunning || Object.keys(edits).length === 0}
      >
        {common.save}
      </Button>
    </CheckedForm>
  );
};
