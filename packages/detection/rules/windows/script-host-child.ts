import { type BuiltInRule, CREATED_PROCESS } from '../../src/rule.ts';

export const windowsScriptHostChild: BuiltInRule = {
  id: 'windows/script-host-child',
  title: 'A script host started a shell',
  description:
    'A script (VBScript, JavaScript or an HTML application) started PowerShell, a command shell or another signed program that runs code.',
  severity: 'Medium',
  category: 'Execution',
  techniques: ['T1059.005', 'T1059.007'],
  recommendedActions: 'Look at the script file in the parent process and at what the shell did.',
  entities: CREATED_PROCESS,
  query: String.raw`
    DeviceProcessEvents
    | where InitiatingProcessFileName in~ ("wscript.exe", "cscript.exe", "mshta.exe")
    | where FileName in~ ("powershell.exe", "pwsh.exe", "cmd.exe", "rundll32.exe", "regsvr32.exe", "msbuild.exe", "bitsadmin.exe", "certutil.exe", "mshta.exe")
    | where not(InitiatingProcessCommandLine has "gatherNetworkInfo.vbs")
  `,
};
