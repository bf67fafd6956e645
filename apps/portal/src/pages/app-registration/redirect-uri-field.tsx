import { Field, Input, makeStyles, Select, tokens } from '@fluentui/react-components';
import { PLATFORMS, type Platform } from '@vakt/contract/redirect-uri';
import type { RedirectUri } from '../../data/redirect-uris.ts';
import { useTexts } from '../../language/language-context.tsx';

const useStyles = makeStyles({
  fields: {
    display: 'grid',
    gridTemplateColumns: 'minmax(0, 16rem) minmax(0, 1fr)',
    gap: tokens.spacingHorizontalM,
    alignItems: 'start',
    '@media (max-width: 640px)': { gridTemplateColumns: 'minmax(0, 1fr)' },
  },
  select: { minWidth: 0 },
});

interface RedirectUriFieldProps {
  readonly value: RedirectUri;
  readonly onChange: (value: RedirectUri) => void;
  /** What is wrong with it, in words. */
  readonly problem: string | undefined;
  readonly isOptional?: boolean;
}

/** Asks for a redirect URI. */
export const RedirectUriField = ({ value, onChange, problem, isOptional = false }: RedirectUriFieldProps) => {
  const styles = useStyles();
  const { appRegistration: texts, common } = useTexts();
  return (
    <div className={styles.fields}>
      <Field label={texts.platform}>
        <Select
          className={styles.select}
          value={value.platform}
          onChange={(_, data) => onChange({ ...value, platform: data.value as Platform })}
        >
          {PLATFORMS.map(platform => (
            <option key={platform} value={platform}>
              {texts.platforms[platform]}
            </option>
          ))}
        </Select>
      </Field>
      <Field
        label={isOptional ? `${texts.redirectUri} (${common.optional})` : texts.redirectUri}
        {...(problem !== undefined && { validationMessage: problem })}
      >
        <Input
          type="url"
          dir="ltr"
          placeholder="https://tool.contoso.com/auth"
          value={value.uri}
          onChange={(_, data) => onChange({ ...value, uri: data.value })}
        />
      </Field>
    </div>
  );
};
