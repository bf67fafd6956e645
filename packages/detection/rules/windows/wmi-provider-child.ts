import { type BuiltInRule, CREATED_PROCESS } from '../../src/rule.ts';

export const windowsWmiProviderChild: BuiltInRule = {
  id: 'windows/wmi-provider-child',
  title: 'The WMI provider host started a shell or an account command',
  description:
    'The host of Windows Management Instrumentation started a shell, a script host or an administration command: someone runs commands through WMI, often from another computer.',
  severity: 'Medium',
  category: 'LateralMovement',
  techniques: ['T1047'],
  recommendedActions: 'Find out from which computer the request came, and look at what was run.',
  entities: CREATED_PROCESS,
  query: String.raw`
    DeviceProcessEvents
    | where InitiatingProcessFileName =~ "WmiPrvSE.exe"
    | where FileName in~ ("cmd.exe", "powershell.exe", "pwsh.exe", "mshta.exe", "rundll32.exe", "regsvr32.exe", "net.exe", "net1.exe", "wscript.exe", "cscript.exe", "reg.exe", "sc.exe", "schtasks.exe", "bitsadmin.exe", "certutil.exe", "vssadmin.exe")
        or FolderPath has_any (@"\Users\", @"\ProgramData\", @"\Windows\Temp\")
  `,
};
