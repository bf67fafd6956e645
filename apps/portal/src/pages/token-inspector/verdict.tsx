import { MessageBar, MessageBarBody, MessageBarTitle, makeStyles, tokens } from '@fluentui/react-components';
import { callOf } from '@vakt/contract/operations/address';
import type { Operation } from '@vakt/contract/operations/operation';
import { planTitles } from '@vakt/contract/plan';
import { usePlan } from '../../data/licences.ts';
import { useTexts } from '../../language/language-context.tsx';
import { judge, statusOf } from './judgement.ts';
import type { TokenPlace } from './mend.ts';
import { ObstacleItem } from './obstacle-item.tsx';
import type { SignedToken } from './read-token.ts';
import type { Signature } from './signature.ts';
import { useNow } from './use-now.ts';

const useStyles = makeStyles({
  bar: { maxWidth: '75rem' },
  reasons: { margin: `${tokens.spacingVerticalS} 0 0`, paddingLeft: tokens.spacingHorizontalXL },
});

interface VerdictProps {
  readonly token: SignedToken;
  readonly operation: Operation;
  readonly signature: Signature;
  readonly place: TokenPlace;
}

/** Whether the token is good for a call; if not why, and where to mend it. */
export const Verdict = ({ token, operation, signature, place }: VerdictProps) => {
  const styles = useStyles();
  const { verdict: texts } = useTexts().tokenInspector;
  const { data: ownPlan } = usePlan();
  const now = useNow();
  const plan = place.isOwnTenant ? (ownPlan ?? undefined) : undefined;
  const obstacles = judge(token, operation, { signature, now, plan });
  const [first] = obstacles;
  const call = callOf(operation);
  const plans = operation.licences.map(name => planTitles[name]).join(', ');
  return (
    <MessageBar intent={first ? 'error' : 'success'} layout="multiline" className={styles.bar}>
      <MessageBarBody>
        <MessageBarTitle>
          {first ? texts.mayNot(call, statusOf(first, operation)) : texts.may(call)}
        </MessageBarTitle>
        {!first && !place.isOwnTenant && ` ${texts.otherTenant}`}
        {!first && plan === undefined && ` ${texts.unknownPlan(plans)}`}
        {first && (
          <ul className={styles.reasons}>
            {obstacles.map(obstacle => (
              <ObstacleItem key={obstacle.kind} obstacle={obstacle} claims={token.claims} place={place} />
            ))}
          </ul>
        )}
      </MessageBarBody>
    </MessageBar>
  );
};
