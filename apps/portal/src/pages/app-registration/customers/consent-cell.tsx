import { Badge, type BadgeProps, Link, makeStyles, Spinner, Text, tokens } from '@fluentui/react-components';
import { CopyButton } from '../../../components/copy-button.tsx';
import { LinkTo } from '../../../components/link-to.tsx';
import { useTexts } from '../../../language/language-context.tsx';
import type { CheckedConsent } from './consent-check.ts';
import { isMendable, type Standing } from './consent-standing.ts';

const useStyles = makeStyles({
  cell: {
    display: 'flex',
    flexDirection: 'column',
    alignItems: 'flex-start',
    gap: tokens.spacingVerticalXXS,
  },
  link: { display: 'flex', alignItems: 'center' },
});

const COLOURS: Readonly<Record<Standing, NonNullable<BadgeProps['color']>>> = {
  consented: 'success',
  drifted: 'warning',
  'not-consented': 'important',
  disabled: 'important',
  'unknown-tenant': 'danger',
  throttled: 'informative',
  failed: 'danger',
};

interface ConsentCellProps {
  /** The customer's name. */
  readonly name: string;
  readonly consent: CheckedConsent | undefined;
  readonly isChecking: boolean;
  /** What the customer's administrator opens to consent. */
  readonly link: string;
  /** The page with the request for a token of the customer. */
  readonly requestPath: string;
}

/** Where a customer stands, and the link that mends it. */
export const ConsentCell = ({ name, consent, isChecking, link, requestPath }: ConsentCellProps) => {
  const styles = useStyles();
  const { customers: texts, appRegistration } = useTexts();
  if (isChecking) return <Spinner size="tiny" label={texts.checking} />;
  if (!consent) return <Text>{texts.notChecked}</Text>;
  const { standing, missing, extra, granted, refusal } = consent;
  const words = refusal && (texts.refusals[refusal.errorCode ?? 0] ?? refusal.message);
  return (
    <div className={styles.cell}>
      <Badge appearance="tint" color={COLOURS[standing]}>
        {texts.standings[standing]}
      </Badge>
      {standing === 'consented' && granted.length > 0 && <Text>{granted.join(', ')}</Text>}
      {missing.length > 0 && <Text>{texts.missing(missing.join(', '))}</Text>}
      {extra.length > 0 && <Text>{texts.extra(extra.join(', '))}</Text>}
      {words && <Text>{words}</Text>}
      {granted.length > 0 && <LinkTo to={requestPath}>{appRegistration.tabs['get-a-token']}</LinkTo>}
      {isMendable(consent) && (
        <span className={styles.link}>
          <Link href={link}>{texts.consentLink}</Link>
          <CopyButton text={link} name={texts.consentLinkOf(name)} />
        </span>
      )}
    </div>
  );
};
