import { useRouteError } from 'react-router';
import { PageHeader } from '../components/page-header.tsx';
import { ProblemMessage } from '../components/problem-message.tsx';
import { useTexts } from '../language/language-context.tsx';

/** Shown in place of a page that failed. */
export const PageError = () => {
  const error = useRouteError();
  const { shell } = useTexts();
  return (
    <>
      <PageHeader title={shell.pageFailed} />
      <ProblemMessage
        problem={error instanceof Error ? error : new Error(String(error))}
        onRetry={() => location.reload()}
      />
    </>
  );
};
