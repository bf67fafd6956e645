import { makeStyles, Text, tokens } from '@fluentui/react-components';
import type { ReactNode } from 'react';

const useStyles = makeStyles({
  part: { display: 'flex', flexDirection: 'column', gap: tokens.spacingVerticalM, minWidth: 0 },
  lead: { color: tokens.colorNeutralForeground2, maxWidth: '75ch' },
  action: { alignSelf: 'flex-start' },
});

interface CredentialListProps {
  /** What this kind of credential is. */
  readonly lead: string;
  /** The button that adds one. */
  readonly action: ReactNode;
  /** Those that are there. */
  readonly children: ReactNode;
}

/** One kind of credential. */
export const CredentialList = ({ lead, action, children }: CredentialListProps) => {
  const styles = useStyles();
  return (
    <div className={styles.part}>
      <Text className={styles.lead}>{lead}</Text>
      <div className={styles.action}>{action}</div>
      {children}
    </div>
  );
};
