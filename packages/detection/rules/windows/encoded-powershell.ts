import { type BuiltInRule, CREATED_PROCESS } from '../../src/rule.ts';

export const windowsEncodedPowershell: BuiltInRule = {
  id: 'windows/encoded-powershell',
  title: 'PowerShell ran an encoded command',
  description:
    'PowerShell was started with a long base64-encoded command. Administration tools do this too, but it is the usual way to hide what a script does.',
  severity: 'Medium',
  category: 'Execution',
  techniques: ['T1059.001', 'T1027.010'],
  recommendedActions: 'Decode the command (UTF-16 base64) from the process evidence and judge what it does.',
  entities: CREATED_PROCESS,
  query: String.raw`
    DeviceProcessEvents
    | where ProcessCommandLine has_any ("powershell", "pwsh") or FileName in~ ("powershell.exe", "pwsh.exe", "powershell_ise.exe")
    | where ProcessCommandLine matches regex @'(?i)\s[-/](e|ec|en|enc|enco|encod|encode|encoded|encodedc|encodedco|encodedcom|encodedcomm|encodedcomma|encodedcomman|encodedcommand)\s+["'']?[a-z0-9+/]{24,}'
  `,
};
