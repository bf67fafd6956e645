import { Checkbox, makeStyles, Text, tokens } from '@fluentui/react-components';
import { useId } from 'react';
import type { ApiPermission } from '../../../../data/api.ts';
import { useTexts } from '../../../../language/language-context.tsx';

const useStyles = makeStyles({
  box: { minWidth: 0, maxWidth: '100%', overflowWrap: 'anywhere' },
  words: {
    display: 'flex',
    flexDirection: 'column',
    gap: tokens.spacingVerticalXXS,
    // Below the label, not below the box.
    marginInlineStart: '2rem',
    marginBottom: tokens.spacingVerticalS,
    overflowWrap: 'anywhere',
  },
  quiet: { color: tokens.colorNeutralForeground2 },
});

interface PermissionBoxProps {
  readonly permission: ApiPermission;
  /** Calls that it opens. */
  readonly uses: readonly string[];
  readonly isConfigured: boolean;
  readonly isChosen: boolean;
  readonly onToggle: () => void;
}

/** A permission that can be chosen, and what it opens. */
export const PermissionBox = ({
  permission: { value, displayName, description, needsAdminConsent },
  uses,
  isConfigured,
  isChosen,
  onToggle,
}: PermissionBoxProps) => {
  const styles = useStyles();
  const { panel: texts } = useTexts().apiPermissions;
  const wordsId = useId();
  return (
    <>
      <Checkbox
        className={styles.box}
        label={
          <bdi translate="no">
            <strong>{value}</strong>
          </bdi>
        }
        aria-describedby={wordsId}
        checked={isConfigured || isChosen}
        disabled={isConfigured}
        onChange={onToggle}
      />
      <div id={wordsId} className={styles.words}>
        <Text>
          <bdi>{displayName}</bdi>
        </Text>
        {description !== displayName && (
          <Text size={200} className={styles.quiet}>
            <bdi>{description}</bdi>
          </Text>
        )}
        {uses.length > 0 && (
          <Text size={200} className={styles.quiet}>
            {texts.opens}: <code>{uses.join(', ')}</code>
          </Text>
        )}
        <Text size={200} className={styles.quiet}>
          {[needsAdminConsent ? texts.needsAdmin : texts.needsNoAdmin, isConfigured ? texts.isConfigured : '']
            .filter(Boolean)
            .join(' · ')}
        </Text>
      </div>
    </>
  );
};
