import { useState } from 'react';
import { FormDialog } from '../../../components/form-dialog.tsx';
import { useTexts } from '../../../language/language-context.tsx';
import { useApplication } from '../application-context.tsx';
import { nameFault } from '../application-name.ts';
import { NameField } from '../name-field.tsx';
import { useApplicationChange } from '../use-application-change.ts';

/** Gives the application another name. */
export const RenameDialog = ({ onClose }: { readonly onClose: () => void }) => {
  const { applicationOverview: texts } = useTexts();
  const { displayName } = useApplication();
  const [name, setName] = useState(displayName);
  const renaming = useApplicationChange(onClose);
  const fault = nameFault(name);
  return (
    <FormDialog
      title={texts.rename}
      onSubmit={() => void (fault || renaming.run(() => ({ displayName: name.trim() })))}
      onClose={onClose}
      isRunning={renaming.isRunning}
      problem={renaming.problem}
    >
      <NameField value={name} onChange={setName} fault={fault} />
    </FormDialog>
  );
};
