import { type BuiltInRule, CREATED_PROCESS } from '../../src/rule.ts';

export const windowsBitsDownload: BuiltInRule = {
  id: 'windows/bits-download',
  title: 'A file was downloaded with the background transfer service',
  description:
    'The Background Intelligent Transfer Service was told to download a file from the network, or to run a program when a transfer ends. Both outlive the process that asked.',
  severity: 'Medium',
  category: 'DefenseEvasion',
  techniques: ['T1197', 'T1105'],
  recommendedActions:
    'Look at the URL and the downloaded file; list the transfer jobs (bitsadmin /list /allusers).',
  entities: CREATED_PROCESS,
  query: String.raw`
    DeviceProcessEvents
    | where (FileName =~ "bitsadmin.exe" or ProcessCommandLine has "bitsadmin") and ProcessCommandLine has_any ("transfer", "addfile", "SetNotifyCmdLine")
        or (ProcessCommandLine has "Start-BitsTransfer" and ProcessCommandLine has_any ("http", "https"))
  `,
};
