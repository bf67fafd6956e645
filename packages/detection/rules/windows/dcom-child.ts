import { type BuiltInRule, CREATED_PROCESS } from '../../src/rule.ts';

export const windowsDcomChild: BuiltInRule = {
  id: 'windows/dcom-child',
  title: 'A program started for remote automation ran a program',
  description:
    'A browser or the management console, started as a COM server, started a program. Code was run through DCOM.',
  severity: 'High',
  category: 'LateralMovement',
  techniques: ['T1021.003'],
  recommendedActions:
    'Find out who ran the process and from where. If it is not expected, isolate the device, collect an investigation package and reset the credentials that were used on it.',
  entities: CREATED_PROCESS,
  query: String.raw`
    DeviceProcessEvents
    | where (InitiatingProcessFileName in~ ("iexplore.exe", "mmc.exe") and InitiatingProcessCommandLine has "-Embedding")
        or (InitiatingProcessFileName =~ "excel.exe" and InitiatingProcessCommandLine has_any ("/automation", "-Embedding"))
    | where FileName !in~ ("iexplore.exe", "ie4uinit.exe", "ielowutil.exe", "WerFault.exe", "conhost.exe", "splwow64.exe")
  `,
};
