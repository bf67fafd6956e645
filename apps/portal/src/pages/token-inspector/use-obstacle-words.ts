import type { TokenClaims } from '@vakt/contract/access-token';
import { planTitles } from '@vakt/contract/plan';
import { useDateFormat } from '../../language/date-format.ts';
import { useTexts } from '../../language/language-context.tsx';
import type { Obstacle } from './judgement.ts';
import { kindOf } from './token-kind.ts';

/** Says in the person's language why a call is refused. */
export const useObstacleWords = (): ((obstacle: Obstacle, claims: TokenClaims) => string) => {
  const {
    tokenInspector: { obstacles: texts },
    common,
  } = useTexts();
  const { dateTime } = useDateFormat();
  const time = (at: number): string => dateTime(new Date(at).toISOString());
  const anyOf = (names: readonly string[]): string => names.join(` ${texts.or} `);
  const list = (names: readonly string[]): string => names.join(', ') || common.none;
  return (obstacle, claims) => {
    switch (obstacle.kind) {
      case 'too-long':
        return texts.tooLong;
      case 'signature':
        return texts.signature;
      case 'no-times':
        return texts.noTimes;
      case 'expired':
        return texts.expired(time(obstacle.at));
      case 'not-yet':
        return texts.notYet(time(obstacle.at));
      case 'not-an-access-token':
        return kindOf(claims) === 'id-token' ? texts.idToken : texts.notAnAccessToken;
      case 'issuer':
        return texts.issuer(obstacle.issuer, obstacle.expected);
      case 'audience':
        return texts.audience(obstacle.audience);
      case 'application-permission':
        return texts.applicationPermission(anyOf(obstacle.anyOf), list(obstacle.held));
      case 'delegated-permission':
        return texts.delegatedPermission(anyOf(obstacle.anyOf), list(obstacle.held));
      case 'user-role':
        return texts.userRole(anyOf(obstacle.anyOf));
      case 'plan':
        return texts.plan(planTitles[obstacle.plan], anyOf(obstacle.anyOf.map(plan => planTitles[plan])));
    }
  };
};
