import { Button, makeStyles, tokens } from '@fluentui/react-components';
import type { Pages } from '../data/use-pages.ts';
import { useTexts } from '../language/language-context.tsx';

const useStyles = makeStyles({
  button: { alignSelf: 'flex-start', marginTop: tokens.spacingVerticalM },
});

/** Reads the next page of a list, while there is one. */
export const LoadMore = ({ pages }: { readonly pages: Pages<unknown> }) => {
  const styles = useStyles();
  const { common } = useTexts();
  if (!pages.hasMore) return null;
  return (
    <Button className={styles.button} disabledFocusable={pages.isLoadingMore} onClick={pages.loadMore}>
      {pages.isLoadingMore ? common.loading : common.loadMore}
    </Button>
  );
};
