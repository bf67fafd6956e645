import { Button, Tooltip } from '@fluentui/react-components';
import { CheckmarkRegular, CopyRegular } from '@fluentui/react-icons';
import { useEffect, useState } from 'react';
import { useTexts } from '../language/language-context.tsx';

const CONFIRMATION_MS = 2_000;

interface CopyButtonProps {
  readonly text: string;
  /** What is copied, for people who do not see where the button stands: `Application ID`. */
  readonly name: string;
  /** The text is on the clipboard. */
  readonly onCopied?: () => void;
}

/** Puts a text on the clipboard and says so. */
export const CopyButton = ({ text, name, onCopied }: CopyButtonProps) => {
  const { common } = useTexts();
  const [isCopied, setCopied] = useState(false);
  useEffect(() => {
    if (!isCopied) return;
    const timer = setTimeout(() => setCopied(false), CONFIRMATION_MS);
    return () => clearTimeout(timer);
  }, [isCopied]);
  const copy = async (): Promise<void> => {
    await navigator.clipboard.writeText(text);
    setCopied(true);
    onCopied?.();
  };
  const label = isCopied ? common.copied(name) : common.copy(name);
  return (
    <Tooltip content={label} relationship="label" positioning="above">
      <Button
        appearance="subtle"
        icon={isCopied ? <CheckmarkRegular /> : <CopyRegular />}
        onClick={() => void copy()}
      />
    </Tooltip>
  );
};
