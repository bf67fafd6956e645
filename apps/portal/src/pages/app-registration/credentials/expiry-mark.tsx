import { Badge, makeStyles, tokens } from '@fluentui/react-components';
import { useState } from 'react';
import { useDateFormat } from '../../../language/date-format.ts';
import { useTexts } from '../../../language/language-context.tsx';
import { lifeStateOf } from './credential-life.ts';

const useStyles = makeStyles({
  mark: { display: 'flex', flexWrap: 'wrap', alignItems: 'center', gap: tokens.spacingHorizontalXS },
});

/** When a credential ends; marked when that is soon, or was. @param end ISO 8601. */
export const ExpiryMark = ({ end }: { readonly end: string }) => {
  const styles = useStyles();
  const { life } = useTexts().credentials;
  const format = useDateFormat();
  const [now] = useState(Date.now);
  const state = lifeStateOf(end, now);
  return (
    <span className={styles.mark}>
      <span>{format.date(end)}</span>
      {state !== 'valid' && (
        <Badge appearance="tint" color={state === 'expired' ? 'danger' : 'warning'}>
          {life[state]}
        </Badge>
      )}
    </span>
  );
};
