import { makeStyles, Text } from '@fluentui/react-components';
import { CopyableValue } from '../../../components/copyable-value.tsx';
import { type Column, DataTable } from '../../../components/data-table.tsx';
import { type Customer, nameOfCustomer } from '../../../data/customers.ts';
import { useDateFormat } from '../../../language/date-format.ts';
import { useTexts } from '../../../language/language-context.tsx';
import { customerRequestPath } from '../get-a-token/request-choices.ts';
import { ConsentCell } from './consent-cell.tsx';
import { tenantConsentLink } from './consent-links.ts';
import { CustomerActions } from './customer-actions.tsx';
import type { ConsentChecks } from './use-consent-checks.ts';

const useStyles = makeStyles({
  customer: { display: 'flex', flexDirection: 'column' },
});

interface CustomerTableProps {
  /** The application's object id. */
  readonly applicationId: string;
  readonly customers: readonly Customer[] | undefined;
  readonly checks: ConsentChecks;
}

const useColumns = ({ applicationId, checks }: CustomerTableProps): readonly Column<Customer>[] => {
  const styles = useStyles();
  const { customers: texts, common } = useTexts();
  const { dateTime } = useDateFormat();
  const { results, checking, canCheck, check } = checks;
  return [
    {
      name: texts.customer,
      width: '16rem',
      show: customer => (
        <span className={styles.customer}>
          {customer.displayName !== null && (
            <Text weight="semibold">
              <bdi>{customer.displayName}</bdi>
            </Text>
          )}
          <CopyableValue value={customer.tenantId} name={texts.tenantIdOf(nameOfCustomer(customer))} />
        </span>
      ),
    },
    {
      name: texts.consent,
      show: customer => (
        <ConsentCell
          requestPath={customerRequestPath(applicationId, customer.tenantId)}
          name={nameOfCustomer(customer)}
          consent={results[customer.tenantId]}
          isChecking={checking.has(customer.tenantId)}
          link={tenantConsentLink(location.origin, customer.appId, customer.tenantId)}
        />
      ),
    },
    {
      name: texts.checked,
      width: '8rem',
      show: ({ tenantId }) => {
        const checkedAt = results[tenantId]?.checkedAt;
        return checkedAt === undefined ? common.none : dateTime(checkedAt);
      },
    },
    {
      name: texts.actions,
      width: '13rem',
      show: customer => (
        <CustomerActions customer={customer} canCheck={canCheck} onCheck={() => check([customer.tenantId])} />
      ),
    },
  ];
};

/** The customers of an application, with what was found of each. */
export const CustomerTable = (props: CustomerTableProps) => {
  const { customers: texts } = useTexts();
  return (
    <DataTable
      label={texts.customers}
      columns={useColumns(props)}
      rows={props.customers}
      keyOf={({ tenantId }) => tenantId}
      empty={texts.empty}
    />
  );
};
