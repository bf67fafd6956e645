import {
  Button,
  MessageBar,
  MessageBarActions,
  MessageBarBody,
  MessageBarTitle,
} from '@fluentui/react-components';
import { Problem } from '../data/problem.ts';
import { useTexts } from '../language/language-context.tsx';

interface ProblemMessageProps {
  readonly problem: Error | null;
  /** Offered as a button when trying once more makes sense. */
  readonly onRetry?: () => void;
}

/** What went wrong, in words, and the way out. Nothing when nothing did. */
export const ProblemMessage = ({ problem, onRetry }: ProblemMessageProps) => {
  const { problems } = useTexts();
  if (!problem) return null;
  const kind = problem instanceof Problem ? problem.kind : 'unexpected';
  const { title, wayOut } = problems[kind];
  const requestId = problem instanceof Problem ? problem.requestId : undefined;
  return (
    <MessageBar intent="error" layout="multiline" politeness="assertive">
      <MessageBarBody>
        <MessageBarTitle>{title}</MessageBarTitle>
        {problem.message} {wayOut} {requestId && problems.requestId(requestId)}
      </MessageBarBody>
      {onRetry && (
        <MessageBarActions>
          <Button onClick={onRetry}>{problems.retry}</Button>
        </MessageBarActions>
      )}
    </MessageBar>
  );
};
