import { makeStyles, Text, tokens } from '@fluentui/react-components';
import { useGlobalAdministrators } from '../data/directory-roles.ts';
import { Problem } from '../data/problem.ts';
import { useTexts } from '../language/language-context.tsx';
import { ProblemMessage } from './problem-message.tsx';

const useStyles = makeStyles({
  help: { marginTop: tokens.spacingVerticalS, overflowWrap: 'anywhere' },
});

/** The Global Administrators by name; nothing when their names cannot be read either. */
const WhoCanHelp = () => {
  const styles = useStyles();
  const { problems } = useTexts();
  const { data: administrators } = useGlobalAdministrators();
  if (!administrators || administrators.length === 0) return null;
  return (
    <Text as="p" block className={styles.help}>
      {problems.whoCanHelp}{' '}
      {administrators.map(({ id, displayName, userPrincipalName }, at) => (
        <span key={id}>
          {at > 0 && ', '}
          <bdi>{displayName}</bdi> (<bdi>{userPrincipalName}</bdi>)
        </span>
      ))}
    </Text>
  );
};

interface ProblemAndHelpProps {
  readonly problem: Error | null;
  /** Offered as a button when trying once more makes sense. */
  readonly onRetry?: () => void;
}

/** What went wrong; to those who may not do something, also whom of their tenant to ask. */
export const ProblemAndHelp = ({ problem, onRetry }: ProblemAndHelpProps) => {
  const isDenied = problem instanceof Problem && problem.kind === 'denied';
  return (
    <>
      <ProblemMessage problem={problem} {...(onRetry && !isDenied && { onRetry })} />
      {isDenied && <WhoCanHelp />}
    </>
  );
};
