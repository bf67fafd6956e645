import { type BuiltInRule, CREATED_PROCESS } from '../../src/rule.ts';

export const windowsRundll32Script: BuiltInRule = {
  id: 'windows/rundll32-script',
  title: 'rundll32 ran a script or a library from a user folder',
  description:
    'rundll32.exe, a signed program of Windows, was used to run script code, or a library from a folder that every user can write to.',
  severity: 'Medium',
  category: 'DefenseEvasion',
  techniques: ['T1218.011'],
  recommendedActions:
    'Find out who ran the process and from where. If it is not expected, isolate the device, collect an investigation package and reset the credentials that were used on it.',
  entities: CREATED_PROCESS,
  query: String.raw`
    DeviceProcessEvents
    | where FileName =~ "rundll32.exe" or ProcessVersionInfoOriginalFileName =~ "rundll32.exe"
    | where ProcessCommandLine has_any ("javascript", "vbscript", "RunHTMLApplication", "url.dll,FileProtocolHandler", "advpack.dll,LaunchINFSection", "ieadvpack.dll,LaunchINFSection", "syssetup.dll,SetupInfObjectInstallAction")
        or (ProcessCommandLine has_any (@"\AppData\Local\Temp\", @"\Users\Public\", @"\Windows\Temp\", @"\ProgramData\", @"\Downloads\") and ProcessCommandLine has "dll")
  `,
};
