import { type BuiltInRule, CREATED_PROCESS } from '../../src/rule.ts';

export const windowsCertutilDownload: BuiltInRule = {
  id: 'windows/certutil-download',
  title: 'certutil downloaded or decoded a file',
  description:
    'certutil.exe, a signed program of Windows for certificates, was used to download a file or to decode one from base64.',
  severity: 'Medium',
  category: 'CommandAndControl',
  techniques: ['T1105', 'T1140'],
  recommendedActions: 'Look at the URL and at the file that was written.',
  entities: CREATED_PROCESS,
  query: String.raw`
    DeviceProcessEvents
    | where FileName =~ "certutil.exe" or ProcessVersionInfoOriginalFileName =~ "CertUtil.exe"
    | where ProcessCommandLine matches regex @'(?i)[-/](urlcache|verifyctl|decode|decodehex)\b'
  `,
};
