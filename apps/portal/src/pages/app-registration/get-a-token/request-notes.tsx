import { MessageBar, MessageBarBody, makeStyles, tokens } from '@fluentui/react-components';
import { useState } from 'react';
import { LinkTo } from '../../../components/link-to.tsx';
import type { Application } from '../../../data/applications.ts';
import { useTexts } from '../../../language/language-context.tsx';
import { type ApplicationTab, applicationPath } from '../application-tabs.ts';
import { callOf, isApplicationContext } from './choices.ts';
import type { RequestChoices } from './request-choices.ts';

const useStyles = makeStyles({
  notes: {
    display: 'flex',
    flexDirection: 'column',
    gap: tokens.spacingVerticalS,
    marginBottom: tokens.spacingVerticalM,
  },
});

/** Something to know of a request, and the tab that mends it. */
interface Note {
  readonly text: string;
  readonly tab?: ApplicationTab;
}

const hasValidSecret = ({ passwordCredentials }: Application, now: number): boolean =>
  passwordCredentials.some(({ endDateTime }) => Date.parse(endDateTime) > now);

const needsSecret = ({ signIn }: RequestChoices): boolean =>
  signIn.kind === 'secret' || (signIn.kind === 'browser' && signIn.redirect.platform === 'web');

const useNotes = (
  application: Application,
  choices: RequestChoices,
  isOwnTenant: boolean,
): readonly Note[] => {
  const { notes } = useTexts().getAToken;
  const [now] = useState(Date.now);
  const { api, signIn } = choices;
  const asApplication = isApplicationContext(signIn.kind);
  const held = asApplication ? api.roles : api.scopes;
  const none = asApplication ? notes.noRoles : notes.noScopes;
  return [
    ...(needsSecret(choices) && !hasValidSecret(application, now)
      ? [{ text: notes.noSecret, tab: 'credentials' } as const]
      : []),
    ...(held.length === 0 ? [{ text: none(api.displayName), tab: 'api-permissions' } as const] : []),
    ...(held.length > 0 && callOf(api, signIn.kind) === undefined ? [{ text: notes.noCall }] : []),
    ...(signIn.kind === 'password' ? [{ text: notes.password }] : []),
    ...(isOwnTenant ? [] : [{ text: notes.customer, tab: 'customers' } as const]),
  ];
};

interface RequestNotesProps {
  readonly application: Application;
  readonly choices: RequestChoices;
  readonly isOwnTenant: boolean;
}

/** What to know of a request before it is made. */
export const RequestNotes = ({ application, choices, isOwnTenant }: RequestNotesProps) => {
  const styles = useStyles();
  const { appRegistration } = useTexts();
  const notes = useNotes(application, choices, isOwnTenant);
  if (notes.length === 0) return null;
  return (
    <div className={styles.notes}>
      {notes.map(({ text, tab }) => (
        <MessageBar key={text} intent="info" layout="multiline">
          <MessageBarBody>
            {text}{' '}
            {tab && <LinkTo to={applicationPath(application.id, tab)}>{appRegistration.tabs[tab]}</LinkTo>}
          </MessageBarBody>
        </MessageBar>
      ))}
    </div>
  );
};
