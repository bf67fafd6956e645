import { type BuiltInRule, CREATED_PROCESS } from '../../src/rule.ts';

export const windowsDcomAutomation: BuiltInRule = {
  id: 'windows/dcom-automation',
  title: 'A program was started for remote automation',
  description:
    'A browser, an Office program or the management console was started as a COM server by the DCOM launcher, without a user at the screen. Attackers start these from another computer to run code.',
  severity: 'Low',
  category: 'LateralMovement',
  techniques: ['T1021.003'],
  recommendedActions: 'Look for a network logon at the same time, and at what the program started or loaded.',
  entities: CREATED_PROCESS,
  query: String.raw`
    DeviceProcessEvents
    | where InitiatingProcessFileName =~ "svchost.exe"
    | where (FileName in~ ("iexplore.exe", "mmc.exe") and ProcessCommandLine has "-Embedding")
        or (FileName in~ ("excel.exe", "winword.exe", "outlook.exe", "visio.exe") and ProcessCommandLine has_any ("/automation", "-Embedding"))
  `,
};
