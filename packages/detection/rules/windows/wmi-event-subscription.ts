import { ACTING_PROCESS, type BuiltInRule } from '../../src/rule.ts';

export const windowsWmiEventSubscription: BuiltInRule = {
  id: 'windows/wmi-event-subscription',
  title: 'A WMI event subscription was bound to a consumer',
  description:
    'A filter of Windows Management Instrumentation was bound to a consumer that acts on it: code that runs on an event and survives a restart.',
  severity: 'High',
  category: 'Persistence',
  techniques: ['T1546.003'],
  recommendedActions:
    'Look at the filter and the consumer in the evidence; remove both if they are not expected.',
  entities: ACTING_PROCESS,
  query: String.raw`
    DeviceEvents
    | where ActionType == "WmiBindEventFilterToConsumer"
    | where AdditionalFields has_any ("CommandLineEventConsumer", "ActiveScriptEventConsumer")
  `,
};
