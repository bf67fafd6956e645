import {
  Button,
  Field,
  makeStyles,
  Radio,
  RadioGroup,
  SearchBox,
  Subtitle2,
  tokens,
} from '@fluentui/react-components';
import { ArrowLeftRegular } from '@fluentui/react-icons';
import { useState } from 'react';
import type { Api, ApiPermission } from '../../../../data/api.ts';
import { useTexts } from '../../../../language/language-context.tsx';
import { AddPermissions } from './add-permissions.tsx';
import { PermissionGroups } from './permission-groups.tsx';
import { searchPermissions } from './permission-search.ts';

const useStyles = makeStyles({
  choice: { display: 'flex', flexDirection: 'column', gap: tokens.spacingVerticalM, minWidth: 0 },
  back: { alignSelf: 'flex-start' },
  name: { overflowWrap: 'anywhere' },
});

const TYPES = ['Scope', 'Role'] as const;

interface PermissionChoiceProps {
  readonly api: Api;
  readonly onBack: () => void;
  /** The permissions were added. */
  readonly onDone: () => void;
}

/** The second step: which permissions of the API. */
export const PermissionChoice = ({ api, onBack, onDone }: PermissionChoiceProps) => {
  const styles = useStyles();
  const { panel: texts } = useTexts().apiPermissions;
  const [type, setType] = useState<ApiPermission['type']>();
  const [search, setSearch] = useState('');
  const [chosen, setChosen] = useState<readonly ApiPermission[]>([]);
  const toggle = (permission: ApiPermission): void =>
    setChosen(
      chosen.includes(permission) ? chosen.filter(one => one !== permission) : [...chosen, permission],
    );
  return (
    <div className={styles.choice}>
      <Button className={styles.back} appearance="subtle" icon={<ArrowLeftRegular />} onClick={onBack}>
        {texts.otherApi}
      </Button>
      <Subtitle2 as="h3" className={styles.name}>
        <bdi>{api.displayName}</bdi>
      </Subtitle2>
      <Field label={texts.typeQuestion}>
        <RadioGroup value={type ?? ''} onChange={(_, { value }) => setType(value as ApiPermission['type'])}>
          {TYPES.map(value => (
            <Radio
              key={value}
              value={value}
              label={
                <>
                  <strong>{texts.types[value].name}</strong> {texts.types[value].text}
                </>
              }
            />
          ))}
        </RadioGroup>
      </Field>
      {type && (
        <>
          <Field label={texts.searchPermissions}>
            <SearchBox value={search} maxLength={256} onChange={(_, { value }) => setSearch(value)} />
          </Field>
          <PermissionGroups
            api={api}
            groups={searchPermissions(api.permissions, type, search)}
            empty={search.trim() === '' ? texts.noneOfType : texts.noPermissionFound}
            chosen={chosen}
            onToggle={toggle}
          />
        </>
      )}
      <AddPermissions api={api} chosen={chosen} onDone={onDone} />
    </div>
  );
};
