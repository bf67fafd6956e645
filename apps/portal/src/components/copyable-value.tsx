import { makeStyles, tokens } from '@fluentui/react-components';
import { CopyButton } from './copy-button.tsx';

const useStyles = makeStyles({
  value: { display: 'flex', alignItems: 'center', gap: tokens.spacingHorizontalXS, minWidth: 0 },
  text: { fontFamily: tokens.fontFamilyMonospace, overflowWrap: 'anywhere' },
});

interface CopyableValueProps {
  readonly value: string;
  /** What it is: `Application ID`. */
  readonly name: string;
  /** It has been copied, by the button or by hand. */
  readonly onCopied?: () => void;
}

/** An id or another value as a program wants it, ready to copy. */
export const CopyableValue = ({ value, name, onCopied }: CopyableValueProps) => {
  const styles = useStyles();
  return (
    <span className={styles.value}>
      <code className={styles.text} translate="no" onCopy={onCopied}>
        {value}
      </code>
      <CopyButton text={value} name={name} {...(onCopied && { onCopied })} />
    </span>
  );
};
