import { type BuiltInRule, CREATED_PROCESS } from '../../src/rule.ts';

export const windowsLsassMemoryDump: BuiltInRule = {
  id: 'windows/lsass-memory-dump',
  title: 'LSASS process memory was dumped',
  description:
    'A process was started with a command line that writes the memory of the Local Security Authority (LSASS) to a file. The file holds credentials of everyone who is signed in.',
  severity: 'High',
  category: 'CredentialAccess',
  techniques: ['T1003.001'],
  recommendedActions:
    'Find out who ran the process and from where. If it is not expected, isolate the device, collect an investigation package and reset the credentials that were used on it. Treat every account that was signed in as compromised.',
  entities: CREATED_PROCESS,
  query: String.raw`
    DeviceProcessEvents
    | where (ProcessCommandLine has "comsvcs" and ProcessCommandLine has_any ("MiniDump", "#24", "#+24", "#-65512"))
        or (ProcessCommandLine has "lsass" and (FileName in~ ("procdump.exe", "procdump64.exe", "rdrleakdiag.exe", "sqldumper.exe", "createdump.exe")
            or ProcessCommandLine has_any ("-ma", "/ma", "MiniDumpWriteDump", "Out-Minidump")))
        or ProcessCommandLine has_any ("sekurlsa::", "lsadump::", "Invoke-Mimikatz")
  `,
};
