import { type BuiltInRule, CREATED_PROCESS } from '../../src/rule.ts';

export const windowsOfficeChild: BuiltInRule = {
  id: 'windows/office-child',
  title: 'An Office program started a shell',
  description:
    'A document program started a command shell, a script host or another program that runs code: the usual effect of a malicious document.',
  severity: 'High',
  category: 'Execution',
  techniques: ['T1566.001', 'T1204.002', 'T1059'],
  recommendedActions:
    'Find out who ran the process and from where. If it is not expected, isolate the device, collect an investigation package and reset the credentials that were used on it.',
  entities: CREATED_PROCESS,
  query: String.raw`
    DeviceProcessEvents
    | where InitiatingProcessFileName in~ ("winword.exe", "excel.exe", "powerpnt.exe", "outlook.exe", "onenote.exe", "mspub.exe", "visio.exe", "eqnedt32.exe")
    | where FileName in~ ("powershell.exe", "pwsh.exe", "cmd.exe", "wscript.exe", "cscript.exe", "mshta.exe", "rundll32.exe", "regsvr32.exe", "certutil.exe", "bitsadmin.exe", "msbuild.exe")
  `,
};
