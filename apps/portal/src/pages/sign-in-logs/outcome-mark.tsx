import { makeStyles, tokens } from '@fluentui/react-components';
import { CheckmarkCircleRegular, DismissCircleRegular } from '@fluentui/react-icons';
import type { Outcome } from '../../data/logs.ts';
import { useTexts } from '../../language/language-context.tsx';

const useStyles = makeStyles({
  mark: { display: 'inline-flex', alignItems: 'center', gap: tokens.spacingHorizontalXS },
  success: { color: tokens.colorStatusSuccessForeground1 },
  failure: { color: tokens.colorStatusDangerForeground1 },
});

/** Whether something was done or refused. */
export const OutcomeMark = ({ outcome }: { readonly outcome: Outcome }) => {
  const styles = useStyles();
  const { logs: texts } = useTexts();
  const Icon = outcome === 'success' ? CheckmarkCircleRegular : DismissCircleRegular;
  return (
    <span className={styles.mark}>
      <Icon className={styles[outcome]} />
      {texts.outcomes[outcome]}
    </span>
  );
};
