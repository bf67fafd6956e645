import { Button, Drawer, DrawerBody, makeStyles, Text, Tooltip, tokens } from '@fluentui/react-components';
import { NavigationRegular } from '@fluentui/react-icons';
import { Suspense, useState } from 'react';
import { Outlet } from 'react-router';
import { Notices } from '../components/notices.tsx';
import { ProblemMessage } from '../components/problem-message.tsx';
import { useMe, useOrganization } from '../data/me.ts';
import { useTexts } from '../language/language-context.tsx';
import vaktMark from '../theme/vakt.svg';
import { AccountMenu } from './account-menu.tsx';
import { useFocusOnNavigation } from './focus-on-navigation.ts';
import { Navigation } from './navigation.tsx';
import { SettingsMenu } from './settings-menu.tsx';
import { SignInAgainDialog } from './sign-in-again-dialog.tsx';

const WIDE = '@media (min-width: 960px)';

const useStyles = makeStyles({
  frame: {
    display: 'grid',
    gridTemplateColumns: 'minmax(0, 1fr)',
    gridTemplateRows: 'auto minmax(0, 1fr)',
    height: '100%',
  },
  skip: {
    position: 'absolute',
    left: tokens.spacingHorizontalS,
    top: '-4rem',
    zIndex: 10,
    padding: tokens.spacingHorizontalS,
    backgroundColor: tokens.colorNeutralBackground1,
    color: tokens.colorBrandForegroundLink,
    ':focus': { top: tokens.spacingVerticalS },
  },
  bar: {
    display: 'flex',
    alignItems: 'center',
    gap: tokens.spacingHorizontalS,
    padding: `${tokens.spacingVerticalXS} ${tokens.spacingHorizontalM}`,
    backgroundColor: tokens.colorNeutralBackground1,
    borderBottom: `1px solid ${tokens.colorNeutralStroke2}`,
    minHeight: '40px',
  },
  menuButton: { [WIDE]: { display: 'none' } },
  mark: { width: '24px', height: '24px' },
  tenant: {
    flexGrow: 1,
    minWidth: 0,
    overflow: 'hidden',
    textOverflow: 'ellipsis',
    whiteSpace: 'nowrap',
    color: tokens.colorNeutralForeground2,
  },
  below: { display: 'flex', minHeight: 0 },
  aside: {
    display: 'none',
    [WIDE]: { display: 'block' },
    width: '15.5rem',
    flexShrink: 0,
    overflowY: 'auto',
    backgroundColor: tokens.colorNeutralBackground2,
    borderRight: `1px solid ${tokens.colorNeutralStroke2}`,
  },
  main: {
    flexGrow: 1,
    minWidth: 0,
    overflowY: 'auto',
    outlineStyle: 'none',
    backgroundColor: tokens.colorNeutralBackground1,
    padding: tokens.spacingHorizontalXXL,
    '@media (max-width: 640px)': { padding: tokens.spacingHorizontalL },
  },
  content: { maxWidth: '84rem', marginInline: 'auto' },
});

/** What is around every page for people who have signed in. */
export const Frame = () => {
  const styles = useStyles();
  const { shell } = useTexts();
  const { error: problem, refetch } = useMe();
  const { data: organization } = useOrganization();
  const [isMenuOpen, setMenuOpen] = useState(false);
  const main = useFocusOnNavigation();
  return (
    <div className={styles.frame}>
      <a href="#main" className={styles.skip}>
        {shell.skip}
      </a>
      <header className={styles.bar}>
        <Tooltip content={shell.navigation} relationship="label">
          <Button
            className={styles.menuButton}
            appearance="subtle"
            icon={<NavigationRegular />}
            onClick={() => setMenuOpen(true)}
          />
        </Tooltip>
        <img src={vaktMark} alt="" className={styles.mark} />
        <Text weight="semibold">Vakt</Text>
        <Text className={styles.tenant}>
          <bdi>{organization?.displayName}</bdi>
        </Text>
        <SettingsMenu />
        <AccountMenu />
      </header>
      <div className={styles.below}>
        <aside className={styles.aside}>
          <Navigation />
        </aside>
        <Drawer
          type="overlay"
          open={isMenuOpen}
          onOpenChange={(_, { open }) => setMenuOpen(open)}
          aria-label={shell.navigation}
          aria-labelledby={undefined}
        >
          <DrawerBody>
            <Navigation onChosen={() => setMenuOpen(false)} />
          </DrawerBody>
        </Drawer>
        <main id="main" ref={main} tabIndex={-1} className={styles.main}>
          <div className={styles.content}>
            <ProblemMessage problem={problem} onRetry={() => void refetch()} />
            <Suspense>
              <Outlet />
            </Suspense>
          </div>
        </main>
      </div>
      <SignInAgainDialog />
      <Notices />
    </div>
  );
};
