import { makeStyles, tokens } from '@fluentui/react-components';
import { Link, useLocation } from 'react-router';

const useStyles = makeStyles({
  list: {
    display: 'flex',
    flexWrap: 'wrap',
    columnGap: tokens.spacingHorizontalXS,
    listStyleType: 'none',
    margin: `0 0 ${tokens.spacingVerticalL}`,
    padding: 0,
    borderBottom: `1px solid ${tokens.colorNeutralStroke2}`,
  },
  link: {
    display: 'block',
    textAlign: 'center',
    // A bold word is wider: its room is kept, so that no tab moves when another is shown.
    '::after': {
      content: 'attr(data-title)',
      display: 'block',
      height: 0,
      overflow: 'hidden',
      visibility: 'hidden',
      fontWeight: tokens.fontWeightSemibold,
    },
    padding: `${tokens.spacingVerticalS} ${tokens.spacingHorizontalMNudge}`,
    borderBottom: '3px solid transparent',
    color: tokens.colorNeutralForeground2,
    textDecorationLine: 'none',
    ':hover': { color: tokens.colorNeutralForeground1, borderBottomColor: tokens.colorNeutralStroke1Hover },
    ':focus-visible': { outline: `2px solid ${tokens.colorStrokeFocus2}`, outlineOffset: '-2px' },
    '&[aria-current]': {
      color: tokens.colorNeutralForeground1,
      fontWeight: tokens.fontWeightSemibold,
      borderBottomColor: tokens.colorCompoundBrandStroke,
    },
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
