import { Checkbox, Field, Input, makeStyles, tokens } from '@fluentui/react-components';
import { ChoiceField } from '../../../components/choice-field.tsx';
import type { Application } from '../../../data/applications.ts';
import type { AskedApi } from '../../../data/asked-apis.ts';
import { redirectUrisOf } from '../../../data/redirect-uris.ts';
import { useTexts } from '../../../language/language-context.tsx';
import { isMultiTenant } from '../application-tabs.ts';
import { signInKinds } from './choices.ts';
import { type ChangeChoices, OTHER_TENANT, type RequestChoices, tenantOf } from './request-choices.ts';

const useStyles = makeStyles({
  form: {
    display: 'grid',
    gridTemplateColumns: 'repeat(auto-fit, minmax(min(100%, 20rem), 1fr))',
    gap: tokens.spacingHorizontalM,
    alignItems: 'start',
    // A long choice must not widen its field.
    '& > *': { minWidth: 0 },
    '& > * > *': { minWidth: 0 },
  },
  // A checkbox keeps room around itself; its box stands where the fields begin.
  trust: {
    marginLeft: `calc(-1 * ${tokens.spacingHorizontalS})`,
    marginBottom: tokens.spacingVerticalM,
  },
});

/** A tenant to ask a token of. */
export interface TenantChoice {
  readonly id: string;
  readonly name: string;
}

interface RequestFormProps {
  readonly application: Application;
  readonly apis: readonly AskedApi[];
  /** The person's own tenant first, then the saved customers. */
  readonly tenants: readonly TenantChoice[];
  readonly choices: RequestChoices;
  readonly onChange: ChangeChoices;
}

const TenantIdField = ({ choices, onChange }: Pick<RequestFormProps, 'choices' | 'onChange'>) => {
  const { getAToken: texts } = useTexts();
  const isWrong = choices.otherTenant !== '' && tenantOf(choices) === undefined;
  return (
    <Field label={texts.tenantId} {...(isWrong && { validationMessage: texts.notAGuid })}>
      <Input
        value={choices.otherTenant}
        dir="ltr"
        onChange={(_, { value }) => onChange({ otherTenant: value })}
      />
    </Field>
  );
};

/** Asks what the token is for, who signs in, and in which tenant. */
export const RequestForm = ({ application, apis, tenants, choices, onChange }: RequestFormProps) => {
  const styles = useStyles();
  const { getAToken: texts } = useTexts();
  const { signIn } = choices;
  return (
    <>
      <div className={styles.form}>
        <ChoiceField
          label={texts.api}
          choices={apis.map(({ appId }) => appId)}
          nameOf={id => apis.find(({ appId }) => appId === id)?.displayName ?? id}
          value={choices.api.appId}
          onChange={apiId => onChange({ apiId })}
        />
        <ChoiceField
          label={texts.signIn}
          choices={signInKinds(application)}
          nameOf={kind => texts.signIns[kind]}
          value={signIn.kind}
          onChange={kind => onChange({ kind })}
        />
        {signIn.kind === 'browser' && (
          <ChoiceField
            label={texts.redirectUri}
            choices={redirectUrisOf(application).map(({ uri }) => uri)}
            nameOf={uri => uri}
            value={signIn.redirect.uri}
            onChange={redirectUri => onChange({ redirectUri })}
          />
        )}
        {isMultiTenant(application) && (
          <ChoiceField
            label={texts.tenant}
            choices={[...tenants.map(({ id }) => id), OTHER_TENANT]}
            nameOf={tenant => tenants.find(({ id }) => id === tenant)?.name ?? texts.otherTenant}
            value={choices.tenant}
            onChange={tenant => onChange({ tenant })}
          />
        )}
        {choices.tenant === OTHER_TENANT && <TenantIdField choices={choices} onChange={onChange} />}
      </div>
      <Checkbox
        className={styles.trust}
        label={texts.trustsAlready}
        checked={choices.trustsAlready}
        onChange={(_, { checked }) => onChange({ trustsAlready: checked === true })}
      />
    </>
  );
};
