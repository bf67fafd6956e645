import { type BuiltInRule, CREATED_PROCESS } from '../../src/rule.ts';

export const windowsDefenderTampering: BuiltInRule = {
  id: 'windows/defender-tampering',
  title: 'Security software was told to stop or look away',
  description:
    'A command switched off parts of the antivirus, added exclusions to it or stopped its service.',
  severity: 'High',
  category: 'DefenseEvasion',
  techniques: ['T1562.001'],
  recommendedActions:
    'Switch the protection on again, remove the exclusions, and find out who ran the command.',
  entities: CREATED_PROCESS,
  query: String.raw`
    DeviceProcessEvents
    | where (ProcessCommandLine has "MpPreference" and ProcessCommandLine has_any ("DisableRealtimeMonitoring", "DisableBehaviorMonitoring", "DisableIOAVProtection", "DisableScriptScanning", "ExclusionPath", "ExclusionProcess", "ExclusionExtension"))
        or (FileName in~ ("sc.exe", "net.exe", "net1.exe", "taskkill.exe") and ProcessCommandLine has_any ("stop", "delete", "disabled", "/im") and ProcessCommandLine has_any ("WinDefend", "Sense", "WdNisSvc", "MsMpEng.exe", "Sysmon", "Sysmon64", "EventLog"))
        or (ProcessCommandLine has "MpCmdRun" and ProcessCommandLine has "RemoveDefinitions")
  `,
};
