import { Button, MessageBar, MessageBarBody } from '@fluentui/react-components';
import { useState } from 'react';
import { DialogFrame } from '../components/dialog-frame.tsx';
import { ProblemMessage } from '../components/problem-message.tsx';
import { useMe } from '../data/me.ts';
import { useLanguage, useTexts } from '../language/language-context.tsx';
import { useSession, useSessionState } from '../session/session-context.tsx';
import { OtherPersonSignedIn, signInAgain } from '../session/sign-in-again.ts';

/** Shown when the sign-in has ended: the page below keeps what was typed, and goes on after a new sign-in. */
export const SignInAgainDialog = () => {
  const session = useSession();
  const state = useSessionState();
  const { shell } = useTexts();
  const { language } = useLanguage();
  const { data: me } = useMe();
  const [problem, setProblem] = useState<Error | null>(null);
  const begin = (): void => {
    setProblem(null);
    const wishes = { personId: me?.id, loginHint: me?.userPrincipalName, language };
    signInAgain(session, wishes).catch(setProblem);
  };
  if (state !== 'expired') return null;
  return (
    <DialogFrame
      title={shell.signInAgain.title}
      actions={
        <Button appearance="primary" onClick={begin}>
          {shell.signInAgain.action}
        </Button>
      }
    >
      {shell.signInAgain.text}
      {problem instanceof OtherPersonSignedIn ? (
        <MessageBar intent="error" layout="multiline" politeness="assertive">
          <MessageBarBody>{shell.signInAgain.otherPerson(me?.userPrincipalName ?? '')}</MessageBarBody>
        </MessageBar>
      ) : (
        <ProblemMessage problem={problem} />
      )}
    </DialogFrame>
  );
};
