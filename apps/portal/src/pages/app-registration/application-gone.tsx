import { Text } from '@fluentui/react-components';
import { LinkTo } from '../../components/link-to.tsx';
import { PageHeader } from '../../components/page-header.tsx';
import { useTexts } from '../../language/language-context.tsx';

interface ApplicationGoneProps {
  /** The application's name, when it was there a moment ago. */
  readonly name?: string;
}

/** Shown in place of an application that there is not, or not any more. */
export const ApplicationGone = ({ name }: ApplicationGoneProps) => {
  const { appRegistration } = useTexts();
  const { title, text, back } = appRegistration[name === undefined ? 'unknown' : 'deleted'];
  return (
    <>
      <PageHeader title={title} />
      <Text as="p">
        {name !== undefined && <bdi>{name}: </bdi>}
        {text} <LinkTo to="/app-registrations">{back}</LinkTo>
      </Text>
    </>
  );
};
