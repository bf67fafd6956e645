import { Button, makeStyles, Text, tokens } from '@fluentui/react-components';
import { AddRegular } from '@fluentui/react-icons';
import { type ReactElement, type ReactNode, useState } from 'react';
import { type Column, DataTable } from '../../../components/data-table.tsx';
import { useTexts } from '../../../language/language-context.tsx';

const useStyles = makeStyles({
  part: { display: 'flex', flexDirection: 'column', gap: tokens.spacingVerticalM, minWidth: 0 },
  lead: { color: tokens.colorNeutralForeground2, maxWidth: '75ch' },
  add: { alignSelf: 'flex-start' },
});

interface CredentialListProps<Credential> {
  /** What this kind of credential is. */
  readonly lead: string;
  /** What the button that adds one says. */
  readonly add: string;
  readonly addIcon?: ReactElement;
  /** What asks for another one. */
  readonly dialog: (close: () => void) => ReactNode;
  readonly columns: readonly Column<Credential>[];
  /** Not there yet while `undefined`. */
  readonly credentials: readonly Credential[] | undefined;
  readonly keyOf: (credential: Credential) => string;
  /** What is said when there are none. */
  readonly none: string;
  /** Stands above the table: what kept the credentials from being read. */
  readonly children?: ReactNode;
}

/** The application's credentials of one kind. */
export const CredentialList = <Credential,>({
  lead,
  add,
  addIcon,
  dialog,
  columns,
  credentials,
  keyOf,
  none,
  children,
}: CredentialListProps<Credential>) => {
  const styles = useStyles();
  const { title } = useTexts().credentials;
  const [isAdding, setAdding] = useState(false);
  return (
    <div className={styles.part}>
      <Text className={styles.lead}>{lead}</Text>
      <Button
        className={styles.add}
        icon={addIcon ?? <AddRegular />}
        appearance="primary"
        onClick={() => setAdding(true)}
      >
        {add}
      </Button>
      {children}
      <DataTable label={title} columns={columns} rows={credentials} keyOf={keyOf} empty={none} />
      {isAdding && dialog(() => setAdding(false))}
    </div>
  );
};
