import { makeStyles, Text, Title3, tokens } from '@fluentui/react-components';
import type { ReactNode } from 'react';

const useStyles = makeStyles({
  section: {
    display: 'flex',
    flexDirection: 'column',
    gap: tokens.spacingVerticalM,
    marginTop: tokens.spacingVerticalXXL,
    minWidth: 0,
  },
  head: {
    display: 'flex',
    flexWrap: 'wrap',
    alignItems: 'center',
    justifyContent: 'space-between',
    gap: tokens.spacingHorizontalM,
  },
  description: { color: tokens.colorNeutralForeground2, maxWidth: '75ch' },
  actions: { display: 'flex', flexWrap: 'wrap', gap: tokens.spacingHorizontalS },
});

interface SectionProps {
  readonly title: string;
  readonly description?: ReactNode;
  /** Buttons. */
  readonly actions?: ReactNode;
  readonly children: ReactNode;
}

/** A part of a page with its own `h2`. */
export const Section = ({ title, description, actions, children }: SectionProps) => {
  const styles = useStyles();
  return (
    <section className={styles.section}>
      <div className={styles.head}>
        <Title3 as="h2">{title}</Title3>
        {actions && <div className={styles.actions}>{actions}</div>}
      </div>
      {description && (
        <Text as="p" className={styles.description}>
          {description}
        </Text>
      )}
      {children}
    </section>
  );
};
