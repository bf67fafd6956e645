import { useEffect } from 'react';
import { useBlocker } from 'react-router';
import { ConfirmDialog } from '../../../components/confirm-dialog.tsx';
import { useTexts } from '../../../language/language-context.tsx';

/** While it is there, leaving the page asks first: within the portal in words, else as the browser asks. */
export const LeaveGuard = () => {
  const { leaving: texts } = useTexts().credentials;
  const blocker = useBlocker(
    ({ currentLocation, nextLocation }) => currentLocation.pathname !== nextLocation.pathname,
  );
  useEffect(() => {
    const ask = (event: BeforeUnloadEvent): void => event.preventDefault();
    window.addEventListener('beforeunload', ask);
    return () => window.removeEventListener('beforeunload', ask);
  }, []);
  return (
    <ConfirmDialog
      isOpen={blocker.state === 'blocked'}
      title={texts.title}
      action={texts.action}
      onConfirm={() => blocker.proceed?.()}
      onClose={() => blocker.reset?.()}
      isRunning={false}
      problem={null}
    >
      {texts.text}
    </ConfirmDialog>
  );
};
