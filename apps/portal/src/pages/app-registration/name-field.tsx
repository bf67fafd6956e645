import { Field, Input } from '@fluentui/react-components';
import { useTexts } from '../../language/language-context.tsx';
import { LONGEST_NAME, type NameFault } from './application-name.ts';

interface NameFieldProps {
  readonly value: string;
  readonly onChange: (name: string) => void;
  readonly fault: NameFault | undefined;
}

/** Asks for an application's name. */
export const NameField = ({ value, onChange, fault }: NameFieldProps) => {
  const { appRegistration: texts, common } = useTexts();
  const words = { missing: common.required, 'too-long': common.tooLong(LONGEST_NAME) };
  return (
    <Field
      label={texts.name}
      hint={texts.nameHint}
      required
      {...(fault && { validationMessage: words[fault] })}
    >
      <Input value={value} onChange={(_, data) => onChange(data.value)} />
    </Field>
  );
};
