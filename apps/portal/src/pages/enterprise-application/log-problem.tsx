import { Text } from '@fluentui/react-components';
import { ProblemAndHelp } from '../../components/problem-and-help.tsx';
import { Problem } from '../../data/problem.ts';
import { useTexts } from '../../language/language-context.tsx';

/** That it cannot be told who consented, because the audit log could not be read. */
export const LogProblem = ({ problem }: { readonly problem: Error | null }) => {
  const { enterpriseApplications: texts } = useTexts();
  if (!problem) return null;
  const isDenied = problem instanceof Problem && problem.kind === 'denied';
  return (
    <>
      <Text as="p">{isDenied ? texts.logDenied : texts.logFailed}</Text>
      <ProblemAndHelp problem={problem} />
    </>
  );
};
