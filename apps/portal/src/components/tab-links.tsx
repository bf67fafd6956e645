import { makeStyles, tokens } from '@fluentui/react-components';
import { Link, useLocation } from 'react-router';
import { SHOWN_TAB, TAB, TAB_LIST } from './tab-styles.ts';

const useStyles = makeStyles({
  list: { ...TAB_LIST, listStyleType: 'none', margin: `0 0 ${tokens.spacingVerticalL}`, padding: 0 },
  link: {
    ...TAB,
    display: 'block',
    textAlign: 'center',
    textDecorationLine: 'none',
    // A bold word is wider: its room is kept, so that no tab moves when another is shown.
    '::after': {
      content: 'attr(data-title)',
      display: 'block',
      height: 0,
      overflow: 'hidden',
      visibility: 'hidden',
      fontWeight: tokens.fontWeightSemibold,
    },
    '&[aria-current]': SHOWN_TAB,
  },
});

interface TabLinksProps {
  readonly label: string;
  /** The pages, each with its path, perhaps with a query; the one that is shown is marked. */
  readonly pages: readonly { readonly to: string; readonly title: string }[];
}

/** The pages that belong to one thing, as links that look like tabs. */
export const TabLinks = ({ label, pages }: TabLinksProps) => {
  const styles = useStyles();
  const { pathname, search } = useLocation();
  const shown = pages.find(({ to }) => to === pathname + search) ?? pages.find(({ to }) => to === pathname);
  return (
    <nav aria-label={label}>
      <ul className={styles.list}>
        {pages.map(({ to, title }) => (
          <li key={to}>
            <Link
              to={to}
              className={styles.link}
              data-title={title}
              aria-current={to === shown?.to ? 'page' : undefined}
            >
              {title}
            </Link>
          </li>
        ))}
      </ul>
    </nav>
  );
};
