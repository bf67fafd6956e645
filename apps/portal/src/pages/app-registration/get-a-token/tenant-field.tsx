import { Field, Select } from '@fluentui/react-components';
import { useTexts } from '../../../language/language-context.tsx';

/** A tenant to ask a token of. */
export interface TenantOption {
  readonly id: string;
  readonly name: string;
}

interface TenantFieldProps {
  readonly tenants: readonly TenantOption[];
  /** A tenant's id, or `other`. */
  readonly value: string;
  readonly onChange: (value: string) => void;
}

/** Asks which tenant the token is to be of: one's own, a saved customer's, or another. */
export const TenantField = ({ tenants, value, onChange }: TenantFieldProps) => {
  const { getAToken: texts } = useTexts();
  return (
    <Field label={texts.tenant}>
      <Select value={value} onChange={(_, data) => onChange(data.value)}>
        {tenants.map(({ id, name }) => (
          <option key={id} value={id}>
            {name}
          </option>
        ))}
        <option value="other">{texts.otherTenant}</option>
      </Select>
    </Field>
  );
};
