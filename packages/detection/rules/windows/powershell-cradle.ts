import { type BuiltInRule, CREATED_PROCESS } from '../../src/rule.ts';

export const windowsPowershellCradle: BuiltInRule = {
  id: 'windows/powershell-cradle',
  title: 'PowerShell ran code that it downloaded or unpacked in memory',
  description:
    'The command line of PowerShell downloads code and runs it, or unpacks it from base64 and compressed data: nothing of it is stored as a file.',
  severity: 'High',
  category: 'Execution',
  techniques: ['T1059.001', 'T1105', 'T1027'],
  recommendedActions:
    'Find out who ran the process and from where. If it is not expected, isolate the device, collect an investigation package and reset the credentials that were used on it.',
  entities: CREATED_PROCESS,
  query: String.raw`
    DeviceProcessEvents
    | where ProcessCommandLine has_any ("powershell", "pwsh") or FileName in~ ("powershell.exe", "pwsh.exe")
    | where (ProcessCommandLine has_any ("IEX", "Invoke-Expression") and ProcessCommandLine has_any ("DownloadString", "DownloadData", "WebClient", "Invoke-WebRequest", "iwr", "Invoke-RestMethod", "irm", "FromBase64String", "Registry", "gp"))
        or (ProcessCommandLine has "FromBase64String" and ProcessCommandLine has_any ("DeflateStream", "GZipStream", "MemoryStream", "Assembly", "Reflection"))
        or (ProcessCommandLine has "DownloadFile" and ProcessCommandLine has_any ("Start-Process", "Invoke-Item", "saps"))
  `,
};
