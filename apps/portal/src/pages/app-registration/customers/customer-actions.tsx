import { Button, makeStyles, tokens } from '@fluentui/react-components';
import { ConfirmedAction } from '../../../components/confirmed-action.tsx';
import { CUSTOMERS_KEY, type Customer, nameOfCustomer, removeCustomer } from '../../../data/customers.ts';
import { useGraph } from '../../../data/graph-context.tsx';
import { useTexts } from '../../../language/language-context.tsx';

const useStyles = makeStyles({
  actions: { display: 'flex', flexWrap: 'wrap', gap: tokens.spacingHorizontalXS },
});

interface CustomerActionsProps {
  readonly customer: Customer;
  readonly canCheck: boolean;
  readonly onCheck: () => void;
}

/** Finds out where a customer stands, or takes it off the list. */
export const CustomerActions = ({ customer, canCheck, onCheck }: CustomerActionsProps) => {
  const styles = useStyles();
  const { customers: texts, common } = useTexts();
  const graph = useGraph();
  const name = nameOfCustomer(customer);
  return (
    <span className={styles.actions}>
      <Button aria-label={texts.checkOne(name)} disabledFocusable={!canCheck} onClick={onCheck}>
        {texts.check}
      </Button>
      <ConfirmedAction
        action={common.remove}
        label={texts.removeOne(name)}
        title={texts.removeTitle}
        perform={() => removeCustomer(graph, customer)}
        outdates={[CUSTOMERS_KEY]}
      >
        <p>
          <bdi>{name}</bdi>
        </p>
        <p>{texts.removeText}</p>
      </ConfirmedAction>
    </span>
  );
};
