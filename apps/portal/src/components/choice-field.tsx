import { Field, Select } from '@fluentui/react-components';

interface ChoiceFieldProps<Choice extends string> {
  readonly label: string;
  readonly choices: readonly Choice[];
  /** What the person reads. */
  readonly nameOf: (choice: Choice) => string;
  readonly value: Choice;
  readonly onChange: (choice: Choice) => void;
}

/** One of a few: a browser's own list, which every keyboard and screen reader knows. */
export const ChoiceField = <Choice extends string>({
  label,
  choices,
  nameOf,
  value,
  onChange,
}: ChoiceFieldProps<Choice>) => (
  <Field label={label}>
    <Select
      value={value}
      onChange={(_, data) => {
        const chosen = choices.find(choice => choice === data.value);
        if (chosen !== undefined) onChange(chosen);
      }}
    >
      {choices.map(choice => (
        <option key={choice} value={choice}>
          {nameOf(choice)}
        </option>
      ))}
    </Select>
  </Field>
);
