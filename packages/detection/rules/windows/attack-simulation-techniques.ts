import { type BuiltInRule, CREATED_PROCESS } from '../../src/rule.ts';

export const windowsAttackSimulationTechniques: BuiltInRule = {
  id: 'windows/attack-simulation-techniques',
  title: 'An attack tool was told which ATT&CK techniques to run',
  description:
    'The command line names ATT&CK technique ids as arguments, as tools that exercise or automate attacks do. The techniques are in the evidence.',
  severity: 'Medium',
  category: 'Execution',
  techniques: ['T1059'],
  recommendedActions:
    'Find out whether this was an agreed exercise. If not, treat it as hands-on-keyboard activity.',
  entities: CREATED_PROCESS,
  query: String.raw`
    DeviceProcessEvents
    | where ProcessCommandLine matches regex @"(?i)[\s,;'""](-{1,2}|/)[a-z]+[\s:=]+""?T1[0-9]{3}(\.[0-9]{3})?\b"
  `,
};
