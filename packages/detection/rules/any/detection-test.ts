import { DETECTION_TEST_MARKER } from '@vakt/contract/detection-test';
import { type BuiltInRule, CREATED_PROCESS } from '../../src/rule.ts';

export const anyDetectionTest: BuiltInRule = {
  id: 'any/detection-test',
  title: 'Detection test',
  description:
    'The harmless command of the detection test ran on this device: events travel from its sensor to an alert.',
  severity: 'Informational',
  category: 'SuspiciousActivity',
  techniques: [],
  recommendedActions: 'Nothing needs to be done. Resolve the alert.',
  entities: CREATED_PROCESS,
  query: `DeviceProcessEvents | where ProcessCommandLine has "${DETECTION_TEST_MARKER}"`,
  groupBy: ['ProcessCommandLine'],
};
