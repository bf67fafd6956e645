import { Button, makeStyles, Spinner, Text, tokens } from '@fluentui/react-components';
import type { Api } from '../../../../data/api.ts';
import { useTexts } from '../../../../language/language-context.tsx';

const useStyles = makeStyles({
  list: {
    display: 'flex',
    flexDirection: 'column',
    gap: tokens.spacingVerticalS,
    listStyleType: 'none',
    margin: 0,
    padding: 0,
  },
  api: { width: '100%', minWidth: 0, justifyContent: 'flex-start', textAlign: 'start' },
  words: { display: 'flex', flexDirection: 'column', minWidth: 0, overflowWrap: 'anywhere' },
  id: { color: tokens.colorNeutralForeground2, fontWeight: tokens.fontWeightRegular },
});

interface ApiListProps {
  /** Not there yet while `undefined`. */
  readonly apis: readonly Api[] | undefined;
  /** What is said when there are none. */
  readonly empty: string;
  readonly onChosen: (api: Api) => void;
}

/** APIs to choose one from. */
export const ApiList = ({ apis, empty, onChosen }: ApiListProps) => {
  const styles = useStyles();
  const { common } = useTexts();
  if (!apis) return <Spinner label={common.loading} />;
  if (apis.length === 0) return <output>{empty}</output>;
  return (
    <ul className={styles.list}>
      {apis.map(api => (
        <li key={api.appId}>
          <Button className={styles.api} onClick={() => onChosen(api)}>
            <span className={styles.words}>
              <bdi>{api.displayName}</bdi>
              <Text size={200} className={styles.id}>
                {api.appId}
              </Text>
            </span>
          </Button>
        </li>
      ))}
    </ul>
  );
};
