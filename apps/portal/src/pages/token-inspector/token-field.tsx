import { Button, Field, makeStyles, Textarea, tokens } from '@fluentui/react-components';
import { useRef } from 'react';
import { useTexts } from '../../language/language-context.tsx';

const useStyles = makeStyles({
  field: { display: 'flex', flexDirection: 'column', gap: tokens.spacingVerticalS, maxWidth: '75rem' },
  text: { '& textarea': { fontFamily: tokens.fontFamilyMonospace } },
  clear: { alignSelf: 'flex-start' },
});

interface TokenFieldProps {
  readonly value: string;
  readonly onChange: (text: string) => void;
}

/** Takes a token. Nothing of it is kept, and no spelling service of the browser sees it. */
export const TokenField = ({ value, onChange }: TokenFieldProps) => {
  const styles = useStyles();
  const { tokenInspector: texts } = useTexts();
  const field = useRef<HTMLDivElement>(null);
  const clear = (): void => {
    onChange('');
    field.current?.querySelector('textarea')?.focus();
  };
  return (
    <div ref={field} className={styles.field}>
      <Field label={texts.token} hint={texts.tokenHint}>
        <Textarea
          value={value}
          rows={6}
          resize="vertical"
          className={styles.text}
          dir="ltr"
          spellCheck={false}
          autoComplete="off"
          onChange={(_, data) => onChange(data.value)}
        />
      </Field>
      <Button className={styles.clear} disabledFocusable={value === ''} onClick={clear}>
        {texts.clear}
      </Button>
    </div>
  );
};
