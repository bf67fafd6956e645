import { MessageBar, MessageBarBody } from '@fluentui/react-components';
import { useState } from 'react';
import { FormDialog } from '../../../components/form-dialog.tsx';
import { useTexts } from '../../../language/language-context.tsx';
import { AccountTypeField } from '../account-type-field.tsx';
import { useApplication } from '../application-context.tsx';
import { isMultiTenant } from '../application-tabs.ts';
import { useApplicationChange } from '../use-application-change.ts';

/** Changes whose accounts the application is for. */
export const AccountTypesDialog = ({ onClose }: { readonly onClose: () => void }) => {
  const { applicationOverview: texts } = useTexts();
  const application = useApplication();
  const [signInAudience, setAudience] = useState(application.signInAudience);
  const changing = useApplicationChange(onClose);
  const closesOthersOut = isMultiTenant(application) && !isMultiTenant({ signInAudience });
  return (
    <FormDialog
      title={texts.changeAccountTypes}
      onSubmit={() => void changing.run(() => ({ signInAudience }))}
      onClose={onClose}
      isRunning={changing.isRunning}
      problem={changing.problem}
    >
      <AccountTypeField value={signInAudience} onChange={setAudience} />
      {closesOthersOut && (
        <MessageBar intent="warning" layout="multiline">
          <MessageBarBody>{texts.closesOthersOut}</MessageBarBody>
        </MessageBar>
      )}
    </FormDialog>
  );
};
