import {
  Button,
  MessageBar,
  MessageBarActions,
  MessageBarBody,
  MessageBarTitle,
} from '@fluentui/react-components';
import { useState } from 'react';
import { CopyableValue } from '../../../components/copyable-value.tsx';
import type { NewClientSecret } from '../../../data/client-secrets.ts';
import { useTexts } from '../../../language/language-context.tsx';
import { LeaveGuard } from './leave-guard.tsx';

interface NewSecretMessageProps {
  readonly secret: NewClientSecret;
  readonly onHide: () => void;
}

/** Shows a new secret's value, this once, and holds back who goes without it. */
export const NewSecretMessage = ({ secret, onHide }: NewSecretMessageProps) => {
  const { newSecret: texts } = useTexts().credentials;
  const [isCopied, setCopied] = useState(false);
  return (
    <MessageBar intent={isCopied ? 'success' : 'warning'} layout="multiline" politeness="assertive">
      <MessageBarBody>
        <MessageBarTitle>{texts.title}</MessageBarTitle> {texts.text}
        <CopyableValue value={secret.secretText} name={texts.value} onCopied={() => setCopied(true)} />
        {isCopied && texts.copied}
      </MessageBarBody>
      {isCopied && (
        <MessageBarActions>
          <Button onClick={onHide}>{texts.hide}</Button>
        </MessageBarActions>
      )}
      {!isCopied && <LeaveGuard />}
    </MessageBar>
  );
};
