import { makeStyles, tokens } from '@fluentui/react-components';
import { CheckmarkCircleFilled, CircleRegular, WarningFilled } from '@fluentui/react-icons';
import { useOrganization } from '../../../data/me.ts';
import { useTexts } from '../../../language/language-context.tsx';
import type { ConsentStatus } from './permission-state.ts';

const useStyles = makeStyles({
  mark: { display: 'flex', alignItems: 'flex-start', gap: tokens.spacingHorizontalXS, minWidth: 0 },
  icon: { flexShrink: 0, fontSize: tokens.fontSizeBase500 },
  granted: { color: tokens.colorStatusSuccessForeground1 },
  warning: { color: tokens.colorStatusWarningForeground1 },
  quiet: { color: tokens.colorNeutralForeground3 },
});

const APPEARANCES = {
  granted: { Icon: CheckmarkCircleFilled, colour: 'granted' },
  'granted-by-users': { Icon: CheckmarkCircleFilled, colour: 'quiet' },
  'asked-at-sign-in': { Icon: CircleRegular, colour: 'quiet' },
  'not-granted': { Icon: WarningFilled, colour: 'warning' },
  'added-later': { Icon: WarningFilled, colour: 'warning' },
} as const;

/** Where a permission's consent stands, in words and with a mark. */
export const StatusMark = ({ status }: { readonly status: ConsentStatus }) => {
  const styles = useStyles();
  const { apiPermissions: texts } = useTexts();
  const { data: organization } = useOrganization();
  const { Icon, colour } = APPEARANCES[status];
  return (
    <span className={styles.mark}>
      <span className={styles[colour]}>
        <Icon className={styles.icon} aria-hidden />
      </span>
      <bdi>{texts.status[status](organization?.displayName ?? '')}</bdi>
    </span>
  );
};
