import { ACTING_PROCESS, type BuiltInRule } from '../../src/rule.ts';

export const windowsLsassMemoryRead: BuiltInRule = {
  id: 'windows/lsass-memory-read',
  title: 'A script host or an unknown program read LSASS memory',
  description:
    'A process that has no reason to do so opened the Local Security Authority (LSASS) with the right to read its memory, or from code that belongs to no file. Credential stealers do this.',
  severity: 'High',
  category: 'CredentialAccess',
  techniques: ['T1003.001'],
  recommendedActions:
    'Find out who ran the process and from where. If it is not expected, isolate the device, collect an investigation package and reset the credentials that were used on it. Treat every account that was signed in as compromised.',
  entities: ACTING_PROCESS,
  query: String.raw`
    DeviceEvents
    | where ActionType == "OpenProcessApiCall" and FileName =~ "lsass.exe"
    | where AdditionalFields matches regex @'"(DesiredAccess|GrantedAccess)"\s*:\s*"?(4112|5136|5144|5176|5178|2035711|2039807|2047999|2097151|0x1010|0x1410|0x1418|0x1438|0x143a|0x1f0fff|0x1f1fff|0x1f3fff|0x1fffff)\b'
    | where InitiatingProcessFileName !in~ ("svchost.exe", "wmiprvse.exe", "csrss.exe", "wininit.exe", "services.exe", "lsm.exe", "MsMpEng.exe", "MsSense.exe", "SenseIR.exe", "taskmgr.exe", "vmtoolsd.exe", "Sysmon.exe", "Sysmon64.exe")
  `,
};
