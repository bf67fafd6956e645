import { Field, Input, Radio, RadioGroup } from '@fluentui/react-components';
import { LARGEST_PASSWORD_LENGTH, LEAST_PASSWORD_LENGTH } from '../../data/passwords.ts';
import { useTexts } from '../../language/language-context.tsx';
import type { PasswordChoice } from './password.ts';

interface PasswordFieldProps {
  readonly value: PasswordChoice;
  readonly onChange: (choice: PasswordChoice) => void;
  readonly isWrong: boolean;
}

/** Asks whether to make up a password, or for one. */
export const PasswordField = ({ value, onChange, isWrong }: PasswordFieldProps) => {
  const { users: texts } = useTexts();
  const rule = texts.passwordRule(LEAST_PASSWORD_LENGTH, LARGEST_PASSWORD_LENGTH);
  return (
    <>
      <Field label={texts.password}>
        <RadioGroup
          value={value.isMade ? 'made' : 'given'}
          onChange={(_, data) => onChange({ ...value, isMade: data.value === 'made' })}
        >
          <Radio value="made" label={texts.makePassword} />
          <Radio value="given" label={texts.givePassword} />
        </RadioGroup>
      </Field>
      {!value.isMade && (
        <Field
          label={texts.newPassword}
          required
          {...(isWrong ? { validationMessage: rule } : { hint: rule })}
        >
          <Input
            type="password"
            autoComplete="new-password"
            value={value.given}
            onChange={(_, data) => onChange({ ...value, given: data.value })}
          />
        </Field>
      )}
    </>
  );
};
