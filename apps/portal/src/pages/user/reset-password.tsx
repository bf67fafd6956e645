import { Button, Text } from '@fluentui/react-components';
import { KeyResetRegular } from '@fluentui/react-icons';
import { useState } from 'react';
import { DialogFrame } from '../../components/dialog-frame.tsx';
import { FormDialog } from '../../components/form-dialog.tsx';
import { useGraph } from '../../data/graph-context.tsx';
import { useChange } from '../../data/use-change.ts';
import { resetPassword, USERS_KEY, type User } from '../../data/users.ts';
import { isolated } from '../../language/isolated.ts';
import { useTexts } from '../../language/language-context.tsx';
import { isPasswordTooShortOrLong, MADE_PASSWORD, passwordOf } from './password.ts';
import { PasswordField } from './password-field.tsx';
import { PasswordOnce } from './password-once.tsx';

interface ResetDialogProps {
  readonly user: User;
  readonly onReset: (password: string) => void;
  readonly onClose: () => void;
}

const ResetDialog = ({ user, onReset, onClose }: ResetDialogProps) => {
  const { users: texts } = useTexts();
  const graph = useGraph();
  const [choice, setChoice] = useState(MADE_PASSWORD);
  const [isTried, setTried] = useState(false);
  const resetting = useChange({
    change: (password: string) => resetPassword(graph, user.id, password),
    outdates: [[...USERS_KEY, user.id]],
    onDone: (_, password) => onReset(password),
  });
  const isWrong = isPasswordTooShortOrLong(choice);
  const submit = (): void => {
    setTried(true);
    if (!isWrong) void resetting.run(passwordOf(choice));
  };
  return (
    <FormDialog
      title={texts.resetPasswordTitle(isolated(user.displayName))}
      action={texts.resetPassword}
      onSubmit={submit}
      onClose={onClose}
      isRunning={resetting.isRunning}
      problem={resetting.problem}
    >
      <Text as="p">{texts.resetPasswordText}</Text>
      <PasswordField value={choice} onChange={setChoice} isWrong={isTried && isWrong} />
    </FormDialog>
  );
};

interface PasswordDialogProps {
  readonly userPrincipalName: string;
  readonly password: string;
  readonly onClose: () => void;
}

const PasswordDialog = ({ userPrincipalName, password, onClose }: PasswordDialogProps) => {
  const { users: texts, common } = useTexts();
  return (
    <DialogFrame
      title={texts.passwordWasReset}
      onClose={onClose}
      actions={
        <Button appearance="primary" onClick={onClose}>
          {common.close}
        </Button>
      }
    >
      <PasswordOnce userPrincipalName={userPrincipalName} password={password} />
    </DialogFrame>
  );
};

/** Gives a user a new password, shown once. */
export const ResetPassword = ({ user }: { readonly user: User }) => {
  const { users: texts } = useTexts();
  const [isAsking, setAsking] = useState(false);
  const [password, setPassword] = useState<string>();
  const show = (made: string): void => {
    setAsking(false);
    setPassword(made);
  };
  return (
    <>
      <Button icon={<KeyResetRegular />} onClick={() => setAsking(true)}>
        {texts.resetPassword}
      </Button>
      {isAsking && <ResetDialog user={user} onReset={show} onClose={() => setAsking(false)} />}
      {password !== undefined && (
        <PasswordDialog
          userPrincipalName={user.userPrincipalName}
          password={password}
          onClose={() => setPassword(undefined)}
        />
      )}
    </>
  );
};
