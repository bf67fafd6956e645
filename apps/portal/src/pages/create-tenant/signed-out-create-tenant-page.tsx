import { makeStyles, tokens } from '@fluentui/react-components';
import { createTenantAsOperator } from '../../data/tenants.ts';
import { SettingsMenu } from '../../shell/settings-menu.tsx';
import { CreateTenant } from './create-tenant.tsx';

const useStyles = makeStyles({
  background: { minHeight: '100%', backgroundColor: tokens.colorNeutralBackground1 },
  page: { maxWidth: '52rem', marginInline: 'auto', padding: tokens.spacingHorizontalXXL },
  settings: { display: 'flex', justifyContent: 'flex-end' },
});

/** Creates a tenant as the operator, who may have no account in any. */
export const SignedOutCreateTenantPage = () => {
  const styles = useStyles();
  return (
    <div className={styles.background}>
      <main className={styles.page}>
        <div className={styles.settings}>
          <SettingsMenu />
        </div>
        <CreateTenant
          isOperatorsAlone
          create={(tenant, operatorToken = '') => createTenantAsOperator(operatorToken, tenant)}
        />
      </main>
    </div>
  );
};
