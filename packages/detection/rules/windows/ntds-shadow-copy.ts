import { type BuiltInRule, CREATED_PROCESS } from '../../src/rule.ts';

export const windowsNtdsShadowCopy: BuiltInRule = {
  id: 'windows/ntds-shadow-copy',
  title: 'The Active Directory database was prepared for theft',
  description:
    'A command created or read a volume shadow copy, or an installation medium of the directory, in the way in which the Active Directory database (ntds.dit) with the password hashes of a whole domain is copied.',
  severity: 'High',
  category: 'CredentialAccess',
  techniques: ['T1003.003'],
  recommendedActions:
    'Find out whether a backup operator did this. If not, isolate the domain controller, look for the copied ntds.dit and SYSTEM files, and plan the reset of all domain credentials, krbtgt included.',
  entities: CREATED_PROCESS,
  query: String.raw`
    DeviceProcessEvents
    | where ProcessCommandLine has "ntds.dit"
        or (ProcessCommandLine has "ntdsutil" and ProcessCommandLine has_any ("ifm", "create full"))
        or (FileName =~ "ntdsutil.exe" and ProcessCommandLine has_any ("ifm", "create full"))
        or (ProcessCommandLine has "vssadmin" and ProcessCommandLine has "create" and ProcessCommandLine has "shadow")
        or (ProcessCommandLine has "shadowcopy" and ProcessCommandLine has "create")
        or (FileName =~ "diskshadow.exe" and ProcessCommandLine has_any ("/s", "-s"))
        or (ProcessCommandLine has "HarddiskVolumeShadowCopy" and FileName in~ ("cmd.exe", "esentutl.exe", "robocopy.exe", "xcopy.exe", "powershell.exe"))
  `,
};
