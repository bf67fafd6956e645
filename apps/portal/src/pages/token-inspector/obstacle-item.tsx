import { makeStyles, tokens } from '@fluentui/react-components';
import type { TokenClaims } from '@vakt/contract/access-token';
import { CopyableValue } from '../../components/copyable-value.tsx';
import { LinkTo } from '../../components/link-to.tsx';
import { useTexts } from '../../language/language-context.tsx';
import type { Obstacle } from './judgement.ts';
import { type MendPage, mendOf, type TokenPlace } from './mend.ts';
import { useObstacleWords } from './use-obstacle-words.ts';

const useStyles = makeStyles({
  item: { marginBottom: tokens.spacingVerticalS, overflowWrap: 'anywhere' },
});

interface ObstacleItemProps {
  readonly obstacle: Obstacle;
  readonly claims: TokenClaims;
  readonly place: TokenPlace;
}

/** The names of pages, as the navigation and the tabs have them. */
const usePlaceName = (): ((page: MendPage) => string) => {
  const { appRegistration, shell } = useTexts();
  return page => {
    switch (page) {
      case 'get-a-token':
      case 'api-permissions':
      case 'customers':
        return appRegistration.tabs[page];
      default:
        return shell.pages[page];
    }
  };
};

/** One reason for a refusal, and the way to the place where it is mended. */
export const ObstacleItem = ({ obstacle, claims, place }: ObstacleItemProps) => {
  const styles = useStyles();
  const { tokenInspector: texts } = useTexts();
  const wordsOf = useObstacleWords();
  const nameOf = usePlaceName();
  const mend = mendOf(obstacle, place);
  return (
    <li className={styles.item}>
      <bdi>{wordsOf(obstacle, claims)}</bdi>
      {obstacle.kind === 'audience' && <CopyableValue value={obstacle.scope} name={texts.obstacles.scope} />}{' '}
      {mend && <LinkTo to={mend.to}>{texts.verdict.mendAt(nameOf(mend.page))}</LinkTo>}
    </li>
  );
};
