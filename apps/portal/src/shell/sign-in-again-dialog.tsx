import {
  Button,
  Dialog,
  DialogActions,
  DialogBody,
  DialogContent,
  DialogSurface,
  DialogTitle,
} from '@fluentui/react-components';
import { useState } from 'react';
import { ProblemMessage } from '../components/problem-message.tsx';
import { useMe } from '../data/me.ts';
import { useLanguage, useTexts } from '../language/language-context.tsx';
import { useSession, useSessionState } from '../session/session-context.tsx';
import { signInAgain } from '../session/sign-in-again.ts';

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
    signInAgain(session, { loginHint: me?.userPrincipalName, language }).catch(setProblem);
  };
  return (
    <Dialog open={state === 'expired'} modalType="alert">
      <DialogSurface>
        <DialogBody>
          <DialogTitle>{shell.signInAgain.title}</DialogTitle>
          <DialogContent>
            {shell.signInAgain.text}
            <ProblemMessage problem={problem} />
          </DialogContent>
          <DialogActions>
            <Button appearance="primary" onClick={begin}>
              {shell.signInAgain.action}
            </Button>
          </DialogActions>
        </DialogBody>
      </DialogSurface>
    </Dialog>
  );
};
