import { makeStyles, mergeClasses, tokens } from '@fluentui/react-components';
import { NavLink } from 'react-router';
import { useTexts } from '../language/language-context.tsx';
import { navigationGroups } from './navigation-groups.ts';

const useStyles = makeStyles({
  navigation: { padding: tokens.spacingHorizontalM, display: 'flex', flexDirection: 'column' },
  heading: {
    color: tokens.colorNeutralForeground2,
    fontSize: tokens.fontSizeBase200,
    fontWeight: tokens.fontWeightSemibold,
    margin: `${tokens.spacingVerticalM} ${tokens.spacingHorizontalS} ${tokens.spacingVerticalXXS}`,
  },
  list: { listStyleType: 'none', margin: 0, padding: 0 },
  link: {
    display: 'block',
    padding: `${tokens.spacingVerticalSNudge} ${tokens.spacingHorizontalS}`,
    borderRadius: tokens.borderRadiusMedium,
    borderLeft: '3px solid transparent',
    color: tokens.colorNeutralForeground1,
    textDecorationLine: 'none',
    ':hover': { backgroundColor: tokens.colorNeutralBackground3Hover },
    ':focus-visible': { outline: `2px solid ${tokens.colorStrokeFocus2}` },
  },
  current: {
    borderLeftColor: tokens.colorBrandForeground1,
    backgroundColor: tokens.colorNeutralBackground3Selected,
    fontWeight: tokens.fontWeightSemibold,
  },
});

interface NavigationProps {
  /** Called when a page was chosen: a drawer closes then. */
  readonly onChosen?: () => void;
}

/** The pages of the portal. */
export const Navigation = ({ onChosen }: NavigationProps) => {
  const styles = useStyles();
  const { shell } = useTexts();
  return (
    <nav className={styles.navigation} aria-label={shell.navigation}>
      {navigationGroups.map(({ group, pages }) => (
        <div key={group}>
          <div className={styles.heading} id={`navigation-${group}`}>
            {shell.groups[group]}
          </div>
          <ul className={styles.list} aria-labelledby={`navigation-${group}`}>
            {pages.map(({ page, to }) => (
              <li key={page}>
                <NavLink
                  to={to}
                  end={to === '/'}
                  onClick={() => onChosen?.()}
                  className={({ isActive }) => mergeClasses(styles.link, isActive && styles.current)}
                >
                  {shell.pages[page]}
                </NavLink>
              </li>
            ))}
          </ul>
        </div>
      ))}
    </nav>
  );
};
