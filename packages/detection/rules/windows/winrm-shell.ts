import { type BuiltInRule, CREATED_PROCESS } from '../../src/rule.ts';

export const windowsWinrmShell: BuiltInRule = {
  id: 'windows/winrm-shell',
  title: 'A shell was started through Windows Remote Management',
  description:
    'The host process of Windows Remote Management started a shell or another program: someone runs commands from another computer.',
  severity: 'Medium',
  category: 'LateralMovement',
  techniques: ['T1021.006'],
  recommendedActions: 'Find out from which computer and with which account the session came.',
  entities: CREATED_PROCESS,
  query: String.raw`
    DeviceProcessEvents
    | where InitiatingProcessFileName in~ ("wsmprovhost.exe", "winrshost.exe")
    | where FileName !in~ ("conhost.exe", "WerFault.exe", "wsmprovhost.exe")
  `,
};
