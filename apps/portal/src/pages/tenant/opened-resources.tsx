import { makeStyles, tokens } from '@fluentui/react-components';
import { CheckmarkCircleRegular, DismissCircleRegular } from '@fluentui/react-icons';
import type { Plan } from '@vakt/contract/plan';
import { type Column, DataTable } from '../../components/data-table.tsx';
import { type OpenedCalls, openedBy } from '../../data/opened-by-plan.ts';
import { useTexts } from '../../language/language-context.tsx';

const useStyles = makeStyles({
  state: { display: 'flex', alignItems: 'center', gap: tokens.spacingHorizontalXS },
  icon: { flexShrink: 0 },
  calls: { margin: 0, padding: 0, listStyleType: 'none', fontFamily: tokens.fontFamilyMonospace },
});

/** Which APIs a plan opens and which it does not. */
export const OpenedResources = ({ plan }: { readonly plan: Plan }) => {
  const styles = useStyles();
  const { tenant: texts } = useTexts();
  const columns: readonly Column<OpenedCalls>[] = [
    { name: texts.columns.resource, show: ({ resource }) => texts.resources[resource], width: '12rem' },
    {
      name: texts.columns.calls,
      show: ({ calls }) => (
        <ul className={styles.calls}>
          {calls.map(call => (
            <li key={call}>{call}</li>
          ))}
        </ul>
      ),
    },
    {
      name: texts.columns.state,
      show: ({ isOpen }) => (
        <span className={styles.state}>
          {isOpen ? (
            <CheckmarkCircleRegular className={styles.icon} />
          ) : (
            <DismissCircleRegular className={styles.icon} />
          )}
          {isOpen ? texts.isOpen : texts.isClosed}
        </span>
      ),
      width: '16rem',
    },
  ];
  return (
    <DataTable
      label={texts.opened}
      columns={columns}
      rows={openedBy(plan)}
      keyOf={({ resource, isOpen }) => `${resource} ${isOpen}`}
      empty=""
    />
  );
};
