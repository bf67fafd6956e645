import { Field, makeStyles, Radio, RadioGroup, Text, tokens } from '@fluentui/react-components';
import { type Plan, parsePlan, plans, planTitles } from '@vakt/contract/plan';
import { openedBy } from '../../data/opened-by-plan.ts';
import { useTexts } from '../../language/language-context.tsx';

const useStyles = makeStyles({
  label: { display: 'flex', flexDirection: 'column' },
  opens: { color: tokens.colorNeutralForeground2 },
});

interface PlanFieldProps {
  readonly value: Plan;
  readonly onChange: (plan: Plan) => void;
}

/** Asks which plan the tenant has, and says what each opens. */
export const PlanField = ({ value, onChange }: PlanFieldProps) => {
  const styles = useStyles();
  const { createTenant: texts, tenant } = useTexts();
  const opens = (plan: Plan): string =>
    texts.opens(
      openedBy(plan)
        .filter(({ isOpen }) => isOpen)
        .map(({ resource }) => tenant.resources[resource])
        .join(', '),
    );
  return (
    <Field label={texts.plan} hint={texts.planHint}>
      <RadioGroup value={value} onChange={(_, data) => onChange(parsePlan(data.value) ?? value)}>
        {plans.map(plan => (
          <Radio
            key={plan}
            value={plan}
            label={
              <span className={styles.label}>
                <Text>{planTitles[plan]}</Text>
                <Text size={200} className={styles.opens}>
                  {opens(plan)}
                </Text>
              </span>
            }
          />
        ))}
      </RadioGroup>
    </Field>
  );
};
