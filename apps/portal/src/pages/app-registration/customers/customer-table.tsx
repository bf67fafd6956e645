import { Button, makeStyles, Text, tokens } from '@fluentui/react-components';
import { CopyableValue } from '../../../components/copyable-value.tsx';
import { type Column, DataTable } from '../../../components/data-table.tsx';
import { type Customer, nameOfCustomer } from '../../../data/customers.ts';
import { useDateFormat } from '../../../language/date-format.ts';
import { useTexts } from '../../../language/language-context.tsx';
import { ConsentCell } from './consent-cell.tsx';
import { tenantConsentLink } from './consent-links.ts';
import type { ConsentChecks } from './use-consent-checks.ts';

const useStyles = makeStyles({
  customer: { display: 'flex', flexDirection: 'column' },
  actions: { display: 'flex', flexWrap: 'wrap', gap: tokens.spacingHorizontalXS },
});

interface CustomerTableProps {
  readonly customers: readonly Customer[] | undefined;
  readonly checks: ConsentChecks;
  readonly onRemove: (customer: Customer) => void;
}

const useColumns = ({ checks, onRemove }: CustomerTableProps): readonly Column<Customer>[] => {
  const styles = useStyles();
  const { customers: texts, common } = useTexts();
  const { dateTime } = useDateFormat();
  const { results, checking, check } = checks;
  return [
    {
      name: texts.customer,
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
          name={nameOfCustomer(customer)}
          consent={results[customer.tenantId]}
          isChecking={checking.has(customer.tenantId)}
          link={tenantConsentLink(location.origin, customer.appId, customer.tenantId)}
        />
      ),
    },
    {
      name: texts.checked,
      width: '10rem',
      show: ({ tenantId }) => {
        const checkedAt = results[tenantId]?.checkedAt;
        return checkedAt === undefined ? common.none : dateTime(checkedAt);
      },
    },
    {
      name: texts.actions,
      width: '11rem',
      show: customer => (
        <span className={styles.actions}>
          <Button
            size="small"
            aria-label={texts.checkOne(nameOfCustomer(customer))}
            disabledFocusable={checking.size > 0}
            onClick={() => check([customer.tenantId])}
          >
            {texts.check}
          </Button>
          <Button
            size="small"
            aria-label={texts.removeOne(nameOfCustomer(customer))}
            onClick={() => onRemove(customer)}
          >
            {common.remove}
          </Button>
        </span>
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
