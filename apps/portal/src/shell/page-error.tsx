import { Button, Text } from '@fluentui/react-components';
import { isRouteErrorResponse, useRouteError } from 'react-router';
import { LinkTo } from '../components/link-to.tsx';
import { PageHeader } from '../components/page-header.tsx';
import { ProblemMessage } from '../components/problem-message.tsx';
import { useTexts } from '../language/language-context.tsx';

/** Shown in place of a page that failed, or that there is not. */
export const PageError = () => {
  const error = useRouteError();
  const { shell } = useTexts();
  if (isRouteErrorResponse(error) && error.status === 404)
    return (
      <>
        <PageHeader title={shell.noSuchPage.title} />
        <Text as="p">
          {shell.noSuchPage.text} <LinkTo to="/">{shell.pages.home}</LinkTo>
        </Text>
      </>
    );
  return (
    <>
      <PageHeader title={shell.pageFailed.title} />
      <ProblemMessage problem={error instanceof Error ? error : new Error(String(error))} />
      <Button onClick={() => location.reload()}>{shell.pageFailed.action}</Button>
    </>
  );
};
