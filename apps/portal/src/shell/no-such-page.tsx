import { Text } from '@fluentui/react-components';
import { LinkTo } from '../components/link-to.tsx';
import { PageHeader } from '../components/page-header.tsx';
import { useTexts } from '../language/language-context.tsx';

/** Shown at an address that the portal has no page for. */
export const NoSuchPage = () => {
  const { shell } = useTexts();
  return (
    <>
      <PageHeader title={shell.noSuchPage.title} />
      <Text as="p">
        {shell.noSuchPage.text} <LinkTo to="/">{shell.pages.home}</LinkTo>
      </Text>
    </>
  );
};
