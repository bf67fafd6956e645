import { Field, Input, makeStyles, Text, tokens } from '@fluentui/react-components';
import { shellWord } from '@vakt/contract/shell-word';
import { CopyableValue } from '../../components/copyable-value.tsx';
import { useServerFacts } from '../../data/server.ts';
import { useTexts } from '../../language/language-context.tsx';
import type { DraftFieldsProps } from './draft-field.ts';

const useStyles = makeStyles({
  field: { display: 'flex', flexDirection: 'column', gap: tokens.spacingVerticalS },
});

/** Where `npm start` keeps it, seen from the folder of the clone. */
const DEFAULT_FILE = '.vakt/operator.token';

interface OperatorTokenFieldProps extends DraftFieldsProps {
  /** The server said that it is not the token. */
  readonly isRefused: boolean;
}

/** Asks for the operator's token, and says where it is. */
export const OperatorTokenField = ({ draft, onChange, faults, isRefused }: OperatorTokenFieldProps) => {
  const styles = useStyles();
  const { createTenant: texts } = useTexts();
  const { data: server } = useServerFacts();
  const file = server?.operatorTokenFile;
  const fault = faults.operatorToken ?? (isRefused ? 'refused' : undefined);
  return (
    <div className={styles.field}>
      <Text as="p">
        {texts.operatorTokenWhy} {file ? texts.commandHere : texts.commandThere}
      </Text>
      <CopyableValue value={`cat ${shellWord(file ?? DEFAULT_FILE)}`} name={texts.command} />
      <Field
        label={texts.operatorToken}
        required
        {...(fault && { validationMessage: texts.operatorTokenFaults[fault] })}
      >
        <Input
          type="password"
          value={draft.operatorToken}
          // Browsers offer to keep what a password field holds, but not a code for one time.
          autoComplete="one-time-code"
          onChange={(_, { value }) => onChange({ operatorToken: value })}
        />
      </Field>
    </div>
  );
};
