import { Field, Input } from '@fluentui/react-components';
import { useTexts } from '../../../language/language-context.tsx';

const LONGEST = 256;

export const descriptionFault = (text: string): 'too-long' | undefined =>
  text.trim().length > LONGEST ? 'too-long' : undefined;

/** The description as a credential's property; a credential may have none. */
export const descriptionOf = (text: string): { readonly displayName?: string } => {
  const displayName = text.trim();
  return displayName === '' ? {} : { displayName };
};

interface DescriptionFieldProps {
  readonly value: string;
  readonly onChange: (description: string) => void;
}

/** Asks what a credential is for. */
export const DescriptionField = ({ value, onChange }: DescriptionFieldProps) => {
  const { credentials: texts, common } = useTexts();
  return (
    <Field
      label={texts.descriptionField}
      hint={texts.descriptionHint}
      {...(descriptionFault(value) && { validationMessage: common.tooLong(LONGEST) })}
    >
      <Input value={value} onChange={(_, data) => onChange(data.value)} />
    </Field>
  );
};
