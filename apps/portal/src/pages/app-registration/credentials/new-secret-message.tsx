import {
  Button,
  MessageBar,
  MessageBarActions,
  MessageBarBody,
  MessageBarTitle,
  makeStyles,
  tokens,
} from '@fluentui/react-components';
import { useState } from 'react';
import { CopyButton } from '../../../components/copy-button.tsx';
import type { NewClientSecret } from '../../../data/client-secrets.ts';
import { useTexts } from '../../../language/language-context.tsx';
import { LeaveGuard } from './leave-guard.tsx';

const useStyles = makeStyles({
  value: { display: 'flex', alignItems: 'center', gap: tokens.spacingHorizontalXS, minWidth: 0 },
  text: { fontFamily: tokens.fontFamilyMonospace, overflowWrap: 'anywhere' },
});

interface NewSecretMessageProps {
  readonly secret: NewClientSecret;
  readonly onHide: () => void;
}

/** Shows a new secret's value, this once, and holds back who goes without it. */
export const NewSecretMessage = ({ secret, onHide }: NewSecretMessageProps) => {
  const styles = useStyles();
  const { newSecret: texts } = useTexts().credentials;
  const [isCopied, setCopied] = useState(false);
  return (
    <MessageBar intent={isCopied ? 'success' : 'warning'} layout="multiline" politeness="assertive">
      <MessageBarBody>
        <MessageBarTitle>{texts.title}</MessageBarTitle> {texts.text}
        <span className={styles.value}>
          <code
            className={styles.text}
            aria-label={texts.value}
            onCopy={() => setCopied(true)}
            translate="no"
          >
            {secret.secretText}
          </code>
          <CopyButton text={secret.secretText} name={texts.value} onCopied={() => setCopied(true)} />
        </span>
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
