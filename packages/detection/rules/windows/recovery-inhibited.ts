import { type BuiltInRule, CREATED_PROCESS } from '../../src/rule.ts';

export const windowsRecoveryInhibited: BuiltInRule = {
  id: 'windows/recovery-inhibited',
  title: 'Backups of the system were deleted',
  description:
    'A command deleted the shadow copies or the backup catalogue, or switched off recovery, as ransomware does before it encrypts.',
  severity: 'High',
  category: 'Impact',
  techniques: ['T1490'],
  recommendedActions: 'Isolate the device at once and look for encryption on it and on network shares.',
  entities: CREATED_PROCESS,
  query: String.raw`
    DeviceProcessEvents
    | where (ProcessCommandLine has "vssadmin" and ProcessCommandLine has "delete" and ProcessCommandLine has "shadows")
        or (ProcessCommandLine has "shadowcopy" and ProcessCommandLine has "delete")
        or (ProcessCommandLine has "wbadmin" and ProcessCommandLine has "delete")
        or (ProcessCommandLine has "bcdedit" and ProcessCommandLine has_any ("recoveryenabled", "bootstatuspolicy"))
        or (ProcessCommandLine has "resize" and ProcessCommandLine has "shadowstorage")
  `,
};
