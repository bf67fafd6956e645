import { makeStyles, Text, Title2, tokens } from '@fluentui/react-components';
import { type ReactNode, useEffect } from 'react';

const useStyles = makeStyles({
  header: {
    display: 'flex',
    flexWrap: 'wrap',
    alignItems: 'flex-start',
    justifyContent: 'space-between',
    gap: tokens.spacingHorizontalM,
    marginBottom: tokens.spacingVerticalL,
  },
  words: { display: 'flex', flexDirection: 'column', gap: tokens.spacingVerticalXS, minWidth: 0 },
  title: { overflowWrap: 'anywhere' },
  description: { color: tokens.colorNeutralForeground2, maxWidth: '75ch' },
  actions: { display: 'flex', flexWrap: 'wrap', gap: tokens.spacingHorizontalS },
});

interface PageHeaderProps {
  readonly title: string;
  readonly description?: ReactNode;
  /** Buttons. */
  readonly actions?: ReactNode;
}

/** The top of every page: its one `h1`, which is also the document's title. */
export const PageHeader = ({ title, description, actions }: PageHeaderProps) => {
  const styles = useStyles();
  useEffect(() => {
    document.title = `${title} – Vakt`;
  }, [title]);
  return (
    <header className={styles.header}>
      <div className={styles.words}>
        <Title2 as="h1" className={styles.title}>
          <bdi>{title}</bdi>
        </Title2>
        {description && <Text className={styles.description}>{description}</Text>}
      </div>
      {actions && <div className={styles.actions}>{actions}</div>}
    </header>
  );
};
