import type { IndicatorType } from '@vakt/contract/indicator-value';
import type { IndicatorAction } from '@vakt/contract/schemas/indicator';

const FILE: readonly IndicatorAction[] = [
  'Allowed',
  'Audit',
  'Warn',
  'Block',
  'BlockAndRemediate',
  'Alert',
  'AlertAndBlock',
];
const NETWORK = FILE.filter(action => action !== 'BlockAndRemediate');

/** The actions that each type can have (reference: defender-endpoint-core, section 10.7), and their older names. */
const ACTIONS: Readonly<Record<IndicatorType, readonly IndicatorAction[]>> = {
  FileMd5: FILE,
  FileSha1: FILE,
  FileSha256: FILE,
  IpAddress: NETWORK,
  DomainName: NETWORK,
  Url: NETWORK,
  CertificateThumbprint: ['Allowed', 'BlockAndRemediate'],
};

/** The older names that say themselves that they alert. */
const ALERTING: ReadonlySet<IndicatorAction> = new Set(['Alert', 'AlertAndBlock']);

/** What an indicator is to do, as its submission says. */
export interface WantedAction {
  readonly type: IndicatorType;
  readonly action: IndicatorAction;
  readonly generateAlert: boolean | undefined;
}

/** Why the action cannot be; `undefined` when it can. */
export const actionProblem = ({ type, action, generateAlert }: WantedAction): string | undefined => {
  if (!ACTIONS[type].includes(action))
    return `The action ${action} is not for indicators of type ${type}; use one of: ${ACTIONS[type].join(', ')}.`;
  return action === 'Audit' && generateAlert === false
    ? 'With the action Audit, generateAlert must be true.'
    : undefined;
};

/** Whether the indicator alerts. */
export const alertsWith = ({ action, generateAlert }: WantedAction): boolean =>
  ALERTING.has(action) || (generateAlert ?? action === 'Audit');
