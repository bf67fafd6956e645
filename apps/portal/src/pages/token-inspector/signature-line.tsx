import { makeStyles, tokens } from '@fluentui/react-components';
import { CheckmarkCircleRegular, DismissCircleRegular } from '@fluentui/react-icons';
import { ProblemMessage } from '../../components/problem-message.tsx';
import { useTexts } from '../../language/language-context.tsx';
import type { SignedToken } from './read-token.ts';
import { useIssuer } from './use-issuer.ts';
import type { CheckedSignature } from './use-signature.ts';

const useStyles = makeStyles({
  line: { display: 'flex', gap: tokens.spacingHorizontalS },
  good: { color: tokens.colorStatusSuccessForeground1, flexShrink: 0 },
  bad: { color: tokens.colorStatusDangerForeground1, flexShrink: 0 },
});

interface SignatureLineProps {
  readonly token: SignedToken;
  readonly checked: CheckedSignature;
}

/** Whether the token is genuine, in words. */
export const SignatureLine = ({ token, checked: { signature, problem, retry } }: SignatureLineProps) => {
  const styles = useStyles();
  const { tokenInspector: texts } = useTexts();
  const issuer = useIssuer(token.claims);
  if (problem) return <ProblemMessage problem={problem} onRetry={retry} />;
  if (!signature) return <span>{texts.signatures.checking}</span>;
  const isOfOthers = signature === 'unknown-key' && issuer !== undefined && issuer !== token.claims['iss'];
  const isOtherName = signature === 'good' && issuer && issuer !== token.claims['iss'];
  return (
    <span className={styles.line}>
      {signature === 'good' ? (
        <CheckmarkCircleRegular className={styles.good} fontSize={20} />
      ) : (
        <DismissCircleRegular className={styles.bad} fontSize={20} />
      )}
      <output>
        {texts.signatures[isOfOthers ? 'other-server' : signature]}{' '}
        {isOtherName && <bdi>{texts.otherName(String(token.claims['iss']))}</bdi>}
      </output>
    </span>
  );
};
