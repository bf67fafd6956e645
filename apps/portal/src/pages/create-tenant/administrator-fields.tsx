import { Field, Input } from '@fluentui/react-components';
import { useTexts } from '../../language/language-context.tsx';
import type { DraftFieldsProps } from './draft-field.ts';
import { administratorOf, LONGEST_NAME } from './tenant-draft.ts';

const HINT = { overflowWrap: 'anywhere' } as const;

/** Asks who administers the tenant at first. */
export const AdministratorFields = ({ draft, onChange, faults }: DraftFieldsProps) => {
  const { createTenant: texts, common } = useTexts();
  const nameFaults = { missing: common.required, 'too-long': common.tooLong(LONGEST_NAME) };
  const localPartFaults = { missing: common.required, 'not-a-local-part': texts.localPartFault };
  const userName = administratorOf(draft);
  return (
    <>
      <Field
        label={texts.administratorName}
        required
        {...(faults.administratorName && { validationMessage: nameFaults[faults.administratorName] })}
      >
        <Input
          value={draft.administratorName}
          autoComplete="off"
          onChange={(_, { value }) => onChange({ administratorName: value })}
        />
      </Field>
      <Field
        label={texts.localPart}
        required
        {...(userName && { hint: { children: <bdi>{texts.localPartHint(userName)}</bdi>, style: HINT } })}
        {...(faults.localPart && { validationMessage: localPartFaults[faults.localPart] })}
      >
        <Input
          value={draft.localPart}
          autoComplete="off"
          spellCheck={false}
          contentAfter="@"
          onChange={(_, { value }) => onChange({ localPart: value })}
        />
      </Field>
    </>
  );
};
