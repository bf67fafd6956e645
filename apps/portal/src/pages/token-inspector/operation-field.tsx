import { Combobox, Field, makeStyles, Option, Text, tokens } from '@fluentui/react-components';
import { operations } from '@vakt/contract/operations';
import { callOf } from '@vakt/contract/operations/address';
import type { Operation } from '@vakt/contract/operations/operation';
import { useState } from 'react';
import { useTexts } from '../../language/language-context.tsx';

const useStyles = makeStyles({
  field: { maxWidth: '40rem' },
  option: { display: 'flex', flexDirection: 'column', minWidth: 0 },
  summary: { color: tokens.colorNeutralForeground2 },
});

const matches = (operation: Operation, typed: string): boolean =>
  `${callOf(operation)} ${operation.summary}`.toLowerCase().includes(typed.trim().toLowerCase());

interface OperationFieldProps {
  readonly value: Operation;
  readonly onChange: (operation: Operation) => void;
}

/** Asks which call a token is for: chosen from the list, or found by typing a part of it. */
export const OperationField = ({ value, onChange }: OperationFieldProps) => {
  const styles = useStyles();
  const { tokenInspector: texts } = useTexts();
  const [typed, setTyped] = useState<string | null>(null);
  const found = operations.filter(operation => matches(operation, typed ?? ''));
  const choose = (id: string | undefined): void => {
    const chosen = operations.find(operation => operation.id === id);
    // Typing takes the old choice back, as the list has it; here it stays until there is another.
    if (!chosen) return;
    onChange(chosen);
    setTyped(null);
  };
  return (
    <Field label={texts.operation} className={styles.field}>
      <Combobox
        inlinePopup
        value={typed ?? callOf(value)}
        selectedOptions={[value.id]}
        onChange={event => setTyped(event.target.value)}
        onOptionSelect={(_, { optionValue }) => choose(optionValue)}
        onOpenChange={(_, { open }) => setTyped(open ? '' : null)}
        placeholder={callOf(value)}
      >
        {found.map(operation => (
          <Option key={operation.id} value={operation.id} text={callOf(operation)}>
            <span className={styles.option}>
              <Text>{callOf(operation)}</Text>
              <Text size={200} className={styles.summary}>
                {operation.summary}
              </Text>
            </span>
          </Option>
        ))}
        {found.length === 0 && (
          <Option disabled value="" text={texts.noOperation}>
            {texts.noOperation}
          </Option>
        )}
      </Combobox>
    </Field>
  );
};
