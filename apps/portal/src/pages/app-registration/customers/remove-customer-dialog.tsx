import { ConfirmDialog } from '../../../components/confirm-dialog.tsx';
import { CUSTOMERS_KEY, type Customer, nameOfCustomer, removeCustomer } from '../../../data/customers.ts';
import { useGraph } from '../../../data/graph-context.tsx';
import { useChange } from '../../../data/use-change.ts';
import { useTexts } from '../../../language/language-context.tsx';

interface RemoveCustomerDialogProps {
  readonly customer: Customer | undefined;
  readonly onClose: () => void;
}

/** Asks before a customer is taken off the list. */
export const RemoveCustomerDialog = ({ customer, onClose }: RemoveCustomerDialogProps) => {
  const { customers: texts, common } = useTexts();
  const graph = useGraph();
  const { run, isRunning, problem, reset } = useChange({
    change: (removed: Customer) => removeCustomer(graph, removed),
    outdates: [CUSTOMERS_KEY],
    onDone: onClose,
  });
  const close = (): void => {
    reset();
    onClose();
  };
  return (
    <ConfirmDialog
      isOpen={customer !== undefined}
      title={texts.removeTitle}
      action={common.remove}
      onConfirm={() => customer && void run(customer)}
      onClose={close}
      isRunning={isRunning}
      problem={problem}
    >
      <p>
        <bdi>{customer && nameOfCustomer(customer)}</bdi>
      </p>
      <p>{texts.removeText}</p>
    </ConfirmDialog>
  );
};
