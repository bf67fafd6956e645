import { Button, makeStyles, tokens } from '@fluentui/react-components';
import { useState } from 'react';
import { ButtonLink } from '../../components/button-link.tsx';
import { PageHeader } from '../../components/page-header.tsx';
import type { User } from '../../data/users.ts';
import { isolated } from '../../language/isolated.ts';
import { useTexts } from '../../language/language-context.tsx';
import { PasswordOnce } from '../user/password-once.tsx';
import { UserForm } from './user-form.tsx';

const useStyles = makeStyles({
  created: { display: 'flex', flexDirection: 'column', gap: tokens.spacingVerticalL, maxWidth: '48rem' },
  actions: { display: 'flex', flexWrap: 'wrap', gap: tokens.spacingHorizontalS },
});

/** A user just made, and the password, which only this page knows. */
export interface CreatedUser {
  readonly user: User;
  readonly password: string;
}

/** Makes a user, then shows the password once. */
export const NewUserPage = () => {
  const styles = useStyles();
  const { users: texts } = useTexts();
  const [created, setCreated] = useState<CreatedUser>();
  if (!created)
    return (
      <>
        <PageHeader title={texts.newUser} />
        <UserForm onCreated={setCreated} />
      </>
    );
  const { user, password } = created;
  return (
    <>
      <PageHeader title={texts.created(isolated(user.displayName))} />
      <div className={styles.created}>
        <PasswordOnce userPrincipalName={user.userPrincipalName} password={password} />
        <div className={styles.actions}>
          <ButtonLink to={`/users/${user.id}`} appearance="primary">
            {texts.toUser}
          </ButtonLink>
          <Button onClick={() => setCreated(undefined)}>{texts.another}</Button>
        </div>
      </div>
    </>
  );
};
