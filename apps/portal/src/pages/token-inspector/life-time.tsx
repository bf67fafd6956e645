import { makeStyles, tokens } from '@fluentui/react-components';
import type { TokenClaims } from '@vakt/contract/access-token';
import { useDateFormat } from '../../language/date-format.ts';
import { useLanguage, useTexts } from '../../language/language-context.tsx';
import { timeOf } from './claim-value.ts';
import { durationText, lifeStageOf } from './lifetime.ts';
import { useNow } from './use-now.ts';

const useStyles = makeStyles({
  line: { display: 'flex', flexWrap: 'wrap', columnGap: tokens.spacingHorizontalM },
  quiet: { color: tokens.colorNeutralForeground2 },
  clock: { fontVariantNumeric: 'tabular-nums' },
});

/** Until when a token is good, and how long that is. Screen readers hear of the changes, not of every second. */
export const LifeTime = ({ claims }: { readonly claims: TokenClaims }) => {
  const styles = useStyles();
  const { tokenInspector: texts } = useTexts();
  const { language } = useLanguage();
  const { dateTime } = useDateFormat();
  const now = useNow();
  const life = lifeStageOf(claims, now);
  const end = timeOf(life.stage === 'not-yet' ? claims['nbf'] : claims['exp']);
  const clock =
    life.stage === 'timeless' ? '' : texts.countdown[life.stage](durationText(life.seconds, language));
  return (
    <span className={styles.line}>
      <output>{texts.stages[life.stage]}</output>
      {end && <span className={styles.quiet}>{dateTime(end)}</span>}
      <span role="timer" aria-live="off" className={styles.clock}>
        {clock}
      </span>
    </span>
  );
};
