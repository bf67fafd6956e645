import { Field, Radio, RadioGroup } from '@fluentui/react-components';
import type { SignInAudience } from '../../data/applications.ts';
import { useOrganization } from '../../data/me.ts';
import { useTexts } from '../../language/language-context.tsx';

const OFFERED: readonly SignInAudience[] = ['AzureADMyOrg', 'AzureADMultipleOrgs'];

interface AccountTypeFieldProps {
  readonly value: SignInAudience;
  readonly onChange: (audience: SignInAudience) => void;
}

/** Whose accounts an application is for. A type that only the manifest can set is shown while the application has it. */
export const AccountTypeField = ({ value, onChange }: AccountTypeFieldProps) => {
  const { appRegistration: texts } = useTexts();
  const { data: organization } = useOrganization();
  const types = OFFERED.includes(value) ? OFFERED : [...OFFERED, value];
  return (
    <Field label={texts.accountTypes} hint={texts.accountTypesHint}>
      <RadioGroup value={value} onChange={(_, data) => onChange(data.value as SignInAudience)}>
        {types.map(type => (
          <Radio
            key={type}
            value={type}
            label={texts.audiences[type].long(organization?.displayName ?? '')}
          />
        ))}
      </RadioGroup>
    </Field>
  );
};
