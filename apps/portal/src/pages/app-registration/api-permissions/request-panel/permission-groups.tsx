import { makeStyles, Subtitle2, tokens } from '@fluentui/react-components';
import type { Api, ApiPermission } from '../../../../data/api.ts';
import { useTexts } from '../../../../language/language-context.tsx';
import { useApplication } from '../../application-context.tsx';
import { PermissionBox } from './permission-box.tsx';
import type { PermissionGroup } from './permission-search.ts';
import { usePermissionUses } from './use-permission-uses.ts';

const useStyles = makeStyles({
  group: { border: 0, margin: 0, padding: 0, minWidth: 0 },
  name: { overflowWrap: 'anywhere' },
  list: { listStyleType: 'none', margin: 0, padding: 0 },
  groups: { display: 'flex', flexDirection: 'column', gap: tokens.spacingVerticalM },
});

interface PermissionGroupsProps {
  readonly api: Api;
  readonly groups: readonly PermissionGroup[];
  /** What is said when there are none. */
  readonly empty: string;
  readonly chosen: readonly ApiPermission[];
  readonly onToggle: (permission: ApiPermission) => void;
}

/** Permissions to choose from, by subject. */
export const PermissionGroups = ({ api, groups, empty, chosen, onToggle }: PermissionGroupsProps) => {
  const styles = useStyles();
  const { panel: texts } = useTexts().apiPermissions;
  const { requiredResourceAccess } = useApplication();
  const usesOf = usePermissionUses(api);
  const configured =
    requiredResourceAccess.find(({ resourceAppId }) => resourceAppId === api.appId)?.resourceAccess ?? [];
  if (groups.length === 0) return <output>{empty}</output>;
  return (
    <div className={styles.groups}>
      {groups.map(({ name, permissions }) => (
        <section key={name} className={styles.group} aria-label={name}>
          <Subtitle2 as="h4" className={styles.name}>
            <bdi>{texts.groupOf(name, permissions.length)}</bdi>
          </Subtitle2>
          <ul className={styles.list}>
            {permissions.map(permission => (
              <li key={permission.id}>
                <PermissionBox
                  permission={permission}
                  uses={usesOf(permission)}
                  isConfigured={configured.some(
                    ({ id, type }) => id === permission.id && type === permission.type,
                  )}
                  isChosen={chosen.includes(permission)}
                  onToggle={() => onToggle(permission)}
                />
              </li>
            ))}
          </ul>
        </section>
      ))}
    </div>
  );
};
