import {
  Avatar,
  Button,
  Menu,
  MenuDivider,
  MenuItem,
  MenuItemLink,
  MenuList,
  MenuPopover,
  MenuTrigger,
  makeStyles,
  Text,
  tokens,
} from '@fluentui/react-components';
import { useMe, useOrganization } from '../data/me.ts';
import { useLanguage, useTexts } from '../language/language-context.tsx';
import { leaveSignedOut, leaveToSignIn } from '../session/leave.ts';
import { useSession } from '../session/session-context.tsx';

const useStyles = makeStyles({
  who: { display: 'flex', flexDirection: 'column', padding: tokens.spacingHorizontalM, maxWidth: '20rem' },
  text: { overflowWrap: 'anywhere' },
});

/** Who has signed in, to which tenant, and the ways out. */
export const AccountMenu = () => {
  const styles = useStyles();
  const { shell } = useTexts();
  const { language } = useLanguage();
  const session = useSession();
  const { data: me } = useMe();
  const { data: organization } = useOrganization();
  return (
    <Menu>
      <MenuTrigger disableButtonEnhancement>
        <Button
          appearance="subtle"
          aria-label={shell.account(me?.displayName ?? '')}
          icon={<Avatar name={me?.displayName ?? ''} size={28} color="brand" aria-hidden />}
        />
      </MenuTrigger>
      <MenuPopover>
        <div className={styles.who}>
          <Text weight="semibold" className={styles.text}>
            <bdi>{me?.displayName}</bdi>
          </Text>
          <Text className={styles.text}>{me?.userPrincipalName}</Text>
          <Text className={styles.text}>
            <bdi>{organization?.displayName}</bdi>
          </Text>
        </div>
        <MenuDivider />
        <MenuList>
          <MenuItemLink href="/account" target="_blank" rel="noreferrer">
            {shell.myAccount}
          </MenuItemLink>
          <MenuItem onClick={() => void leaveToSignIn({ prompt: 'select_account', language })}>
            {shell.switchAccount}
          </MenuItem>
          <MenuItem onClick={() => leaveSignedOut(session)}>{shell.signOut}</MenuItem>
        </MenuList>
      </MenuPopover>
    </Menu>
  );
};
