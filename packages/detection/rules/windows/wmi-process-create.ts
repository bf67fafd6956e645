import { type BuiltInRule, CREATED_PROCESS } from '../../src/rule.ts';

export const windowsWmiProcessCreate: BuiltInRule = {
  id: 'windows/wmi-process-create',
  title: 'A process was started through WMI',
  description:
    'A command asked Windows Management Instrumentation to create a process, here or on another computer.',
  severity: 'Medium',
  category: 'LateralMovement',
  techniques: ['T1047'],
  recommendedActions: 'Look at the target computer and the command that was started there.',
  entities: CREATED_PROCESS,
  query: String.raw`
    DeviceProcessEvents
    | where (FileName =~ "wmic.exe" or ProcessCommandLine has "wmic") and ProcessCommandLine has "process" and ProcessCommandLine has "call" and ProcessCommandLine has "create"
        or (ProcessCommandLine has_any ("Invoke-WmiMethod", "Invoke-CimMethod") and ProcessCommandLine has "Win32_Process")
  `,
};
