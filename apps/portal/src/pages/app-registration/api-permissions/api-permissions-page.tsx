import { Button, makeStyles, tokens } from '@fluentui/react-components';
import { AddRegular } from '@fluentui/react-icons';
import { useState } from 'react';
import { ProblemMessage } from '../../../components/problem-message.tsx';
import { Section } from '../../../components/section.tsx';
import { useTexts } from '../../../language/language-context.tsx';
import { useApplication } from '../application-context.tsx';
import { AddedLaterMessage } from './added-later-message.tsx';
import { ConsentLink } from './consent-link.tsx';
import { GrantConsent } from './grant-consent.tsx';
import { missingOf } from './permission-state.ts';
import { PermissionTables } from './permission-tables.tsx';
import { RequestPanel } from './request-panel/request-panel.tsx';
import { usePermissionOverview } from './use-permission-overview.ts';

const useStyles = makeStyles({
  actions: { display: 'flex', flexWrap: 'wrap', alignItems: 'flex-start', gap: tokens.spacingHorizontalS },
});

/** What an application asks for, what of it is granted, and the ways to change both. */
export const ApiPermissionsPage = () => {
  const styles = useStyles();
  const { apiPermissions: texts } = useTexts();
  const application = useApplication();
  const { overview, problem, retry } = usePermissionOverview(application);
  const [isPanelOpen, setPanelOpen] = useState(false);
  return (
    <>
      <Section title={texts.configured} description={texts.lead}>
        <ProblemMessage problem={problem} onRetry={retry} />
        {overview && <AddedLaterMessage missing={missingOf(overview)} />}
        <div className={styles.actions}>
          <Button appearance="primary" icon={<AddRegular />} onClick={() => setPanelOpen(true)}>
            {texts.addPermission}
          </Button>
          <GrantConsent overview={overview} />
        </div>
        <PermissionTables groups={overview?.configured} isConfigured />
      </Section>
      {overview && overview.others.length > 0 && (
        <Section title={texts.others} description={texts.othersLead}>
          <PermissionTables groups={overview.others} isConfigured={false} />
        </Section>
      )}
      <ConsentLink appId={application.appId} />
      <RequestPanel isOpen={isPanelOpen} onClose={() => setPanelOpen(false)} />
    </>
  );
};
