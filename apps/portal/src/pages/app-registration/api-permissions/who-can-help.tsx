import { MessageBar, MessageBarBody, MessageBarTitle, makeStyles, tokens } from '@fluentui/react-components';
import { CONSENTING_ROLES, type ConsentingRole } from '../../../data/consenting-roles.ts';
import { useGlobalAdministrators } from '../../../data/directory-roles.ts';
import { useLanguage, useTexts } from '../../../language/language-context.tsx';

const MOST_NAMED = 5;

const useStyles = makeStyles({
  people: { margin: 0, paddingInlineStart: tokens.spacingHorizontalXL, overflowWrap: 'anywhere' },
});

interface WhoCanHelpProps {
  /** The roles of which one is needed. */
  readonly roles: readonly ConsentingRole[];
}

/** Says why somebody may not grant consent, and who may. */
export const WhoCanHelp = ({ roles }: WhoCanHelpProps) => {
  const styles = useStyles();
  const { whoCanHelp: texts } = useTexts().apiPermissions;
  const { language } = useLanguage();
  const { data: people = [] } = useGlobalAdministrators();
  const names = new Intl.ListFormat(language, { type: 'disjunction' }).format(
    roles.map(role => CONSENTING_ROLES[role].name),
  );
  return (
    <MessageBar intent="warning" layout="multiline">
      <MessageBarBody>
        <MessageBarTitle>{texts.title}</MessageBarTitle> {texts.rolesNeeded(names)}{' '}
        {!roles.includes('applicationAdministrator') && texts.graphRoles}{' '}
        {people.length > 0 ? texts.ask : texts.askAny}
        <ul className={styles.people}>
          {people.slice(0, MOST_NAMED).map(({ id, displayName, userPrincipalName }) => (
            <li key={id}>
              <bdi>{displayName}</bdi> (<bdi>{userPrincipalName}</bdi>)
            </li>
          ))}
        </ul>
      </MessageBarBody>
    </MessageBar>
  );
};
