import { Button, makeStyles, tokens } from '@fluentui/react-components';
import { CheckmarkRegular } from '@fluentui/react-icons';
import { useId, useState } from 'react';
import { useOwnRoles } from '../../../data/directory-roles.ts';
import { useOrganization } from '../../../data/me.ts';
import { useTexts } from '../../../language/language-context.tsx';
import { holdsOneOf, rolesToConsentTo } from './consent-rights.ts';
import { GrantDialog } from './grant-dialog.tsx';
import { missingOf, type PermissionOverview } from './permission-state.ts';
import { WhoCanHelp } from './who-can-help.tsx';

const useStyles = makeStyles({
  button: { overflowWrap: 'anywhere', maxWidth: '100%' },
  reason: { color: tokens.colorNeutralForeground2, alignSelf: 'center' },
  help: { flexBasis: '100%' },
});

interface GrantConsentProps {
  /** Not there yet while `undefined`. */
  readonly overview: PermissionOverview | undefined;
}

/** The button that grants consent for the tenant; where it does not, the reason and who can help. */
export const GrantConsent = ({ overview }: GrantConsentProps) => {
  const styles = useStyles();
  const { apiPermissions: texts } = useTexts();
  const { data: organization } = useOrganization();
  const { data: ownRoles } = useOwnRoles();
  const [isAsking, setAsking] = useState(false);
  const reasonId = useId();
  const missing = overview ? missingOf(overview) : [];
  const roles = rolesToConsentTo(missing);
  const isPermitted = ownRoles === undefined || holdsOneOf(ownRoles, roles);
  const isDone = overview !== undefined && missing.length === 0 && overview.configured.length > 0;
  return (
    <>
      <Button
        className={styles.button}
        icon={<CheckmarkRegular />}
        disabledFocusable={!isPermitted || missing.length === 0}
        aria-describedby={reasonId}
        onClick={() => setAsking(true)}
      >
        {texts.grant(organization?.displayName ?? '')}
      </Button>
      <div id={reasonId} className={isPermitted ? styles.reason : styles.help}>
        {isDone && texts.nothingToGrant}
        {!isPermitted && missing.length > 0 && <WhoCanHelp roles={roles} />}
      </div>
      {isAsking && <GrantDialog missing={missing} onClose={() => setAsking(false)} />}
    </>
  );
};
