import { Checkbox, Field, Input, makeStyles, Select, tokens } from '@fluentui/react-components';
import type { Application } from '../../../data/applications.ts';
import type { AskedApi } from '../../../data/asked-apis.ts';
import { useTexts } from '../../../language/language-context.tsx';
import { isMultiTenant } from '../application-tabs.ts';
import { redirectsOf, signInKinds } from './choices.ts';
import { type ChangeChoices, type RequestChoices, tenantOf } from './request-choices.ts';
import type { SignInKind } from './snippets/token-request.ts';
import { TenantField, type TenantOption } from './tenant-field.tsx';

const useStyles = makeStyles({
  form: {
    display: 'grid',
    gridTemplateColumns: 'repeat(auto-fit, minmax(min(100%, 20rem), 1fr))',
    gap: tokens.spacingHorizontalM,
    alignItems: 'start',
    marginBottom: tokens.spacingVerticalL,
    // A long choice must not widen its field.
    '& > *': { minWidth: 0 },
    '& > * > *': { minWidth: 0 },
  },
});

interface RequestFormProps {
  readonly application: Application;
  readonly apis: readonly AskedApi[];
  /** The person's own tenant first, then the saved customers. */
  readonly tenants: readonly TenantOption[];
  readonly choices: RequestChoices;
  readonly onChange: ChangeChoices;
}

/** Asks what the token is for, who signs in, and in which tenant. */
export const RequestForm = ({ application, apis, tenants, choices, onChange }: RequestFormProps) => {
  const styles = useStyles();
  const { getAToken: texts } = useTexts();
  const { signIn } = choices;
  return (
    <div className={styles.form}>
      <Field label={texts.api}>
        <Select value={choices.api.appId} onChange={(_, { value }) => onChange({ apiId: value })}>
          {apis.map(({ appId, displayName }) => (
            <option key={appId} value={appId}>
              {displayName}
            </option>
          ))}
        </Select>
      </Field>
      <Field label={texts.signIn}>
        <Select value={signIn.kind} onChange={(_, { value }) => onChange({ kind: value as SignInKind })}>
          {signInKinds(application).map(kind => (
            <option key={kind} value={kind}>
              {texts.signIns[kind]}
            </option>
          ))}
        </Select>
      </Field>
      {signIn.kind === 'browser' && (
        <Field label={texts.redirectUri}>
          <Select value={signIn.redirect.uri} onChange={(_, { value }) => onChange({ redirectUri: value })}>
            {redirectsOf(application).map(({ uri }) => (
              <option key={uri} value={uri}>
                {uri}
              </option>
            ))}
          </Select>
        </Field>
      )}
      {isMultiTenant(application) && (
        <TenantField tenants={tenants} value={choices.tenant} onChange={tenant => onChange({ tenant })} />
      )}
      {choices.tenant === 'other' && (
        <Field
          label={texts.tenantId}
          {...(choices.otherTenant !== '' &&
            tenantOf(choices) === undefined && { validationMessage: texts.notAGuid })}
        >
          <Input
            value={choices.otherTenant}
            dir="ltr"
            onChange={(_, { value }) => onChange({ otherTenant: value })}
          />
        </Field>
      )}
      <Checkbox
        label={texts.trustsAlready}
        checked={choices.trustsAlready}
        onChange={(_, { checked }) => onChange({ trustsAlready: checked === true })}
      />
    </div>
  );
};
