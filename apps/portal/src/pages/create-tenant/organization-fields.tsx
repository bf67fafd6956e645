import { Field, Input } from '@fluentui/react-components';
import { useTexts } from '../../language/language-context.tsx';
import type { DraftFieldsProps } from './draft-field.ts';
import { LONGEST_NAME } from './tenant-draft.ts';

interface OrganizationFieldsProps extends DraftFieldsProps {
  /** The server said that another tenant has the domain. */
  readonly isDomainTaken: boolean;
}

/** Asks for the organization's name and domain. */
export const OrganizationFields = ({ draft, onChange, faults, isDomainTaken }: OrganizationFieldsProps) => {
  const { createTenant: texts, common } = useTexts();
  const nameFaults = { missing: common.required, 'too-long': common.tooLong(LONGEST_NAME) };
  const domainFault = faults.domain ?? (isDomainTaken ? 'taken' : undefined);
  return (
    <>
      <Field
        label={texts.displayName}
        required
        {...(faults.displayName && { validationMessage: nameFaults[faults.displayName] })}
      >
        <Input
          value={draft.displayName}
          autoComplete="organization"
          onChange={(_, { value }) => onChange({ displayName: value })}
        />
      </Field>
      <Field
        label={texts.domain}
        hint={texts.domainHint}
        required
        {...(domainFault && { validationMessage: texts.domainFaults[domainFault] })}
      >
        <Input
          value={draft.domain}
          placeholder="contoso.example"
          autoComplete="off"
          spellCheck={false}
          onChange={(_, { value }) => onChange({ domain: value })}
        />
      </Field>
    </>
  );
};
