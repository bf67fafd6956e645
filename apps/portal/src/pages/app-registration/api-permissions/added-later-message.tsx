import { MessageBar, MessageBarBody, MessageBarTitle } from '@fluentui/react-components';
import { useTexts } from '../../../language/language-context.tsx';
import type { PermissionState } from './permission-state.ts';

interface AddedLaterMessageProps {
  readonly missing: readonly PermissionState[];
}

/** Says that some of what is configured waits for consent to be granted again. */
export const AddedLaterMessage = ({ missing }: AddedLaterMessageProps) => {
  const { apiPermissions: texts } = useTexts();
  const count = missing.filter(({ status }) => status === 'added-later').length;
  if (count === 0) return null;
  return (
    <MessageBar intent="warning" layout="multiline">
      <MessageBarBody>
        <MessageBarTitle>{texts.addedLater.title(count)}</MessageBarTitle> {texts.addedLater.text}
      </MessageBarBody>
    </MessageBar>
  );
};
