import type { Span } from '../failure.ts';

/** Where hunting finds what tables of other places hold (the vendor's tables of both schemas). */
const COUNTERPARTS: Readonly<Record<string, string>> = {
  AADManagedIdentitySignInLogs: 'EntraIdSpnSignInEvents',
  AADNonInteractiveUserSignInLogs: 'EntraIdSignInEvents',
  AADServicePrincipalSignInLogs: 'EntraIdSpnSignInEvents',
  AuditLogs: 'CloudAppEvents',
  AzureActivity: 'CloudAuditEvents',
  DeviceAlertEvents: 'AlertInfo and AlertEvidence',
  DeviceTvmSoftwareInventoryVulnerabilities:
    'DeviceTvmSoftwareInventory and DeviceTvmSoftwareVulnerabilities',
  MicrosoftGraphActivityLogs: 'GraphAPIAuditEvents',
  OfficeActivity: 'CloudAppEvents',
  SecurityAlert: 'AlertInfo and AlertEvidence',
  SigninLogs: 'EntraIdSignInEvents',
};

/** Tables of a log workspace that hunting has no other for. */
const WORKSPACE = new Set(
  `AADRiskyUsers AADUserRiskEvents AWSCloudTrail Anomalies AppServiceHTTPLogs AzureDiagnostics AzureMetrics
BehaviorAnalytics CommonSecurityLog ContainerInventory DnsEvents Event Heartbeat InformationProtectionEvents InsightsMetrics
IntuneDevices LAQueryLogs SecurityEvent SecurityIncident Syslog ThreatIntelIndicators ThreatIntelObjects
ThreatIntelligenceIndicator Update Usage UserAccessAnalytics UserPeerAnalytics VMConnection W3CIISLog WindowsEvent
WindowsFirewall _BilledSize _GetWatchlist _IsBillable _ResourceId`.split(/\s+/),
);

const CUSTOM_LOG = /^\w+_CL$/;

const aboutName = (name: string): string | undefined => {
  const counterpart = Object.hasOwn(COUNTERPARTS, name) ? COUNTERPARTS[name] : undefined;
  if (counterpart !== undefined) return `Here that is found in ${counterpart}.`;
  if (!WORKSPACE.has(name) && !CUSTOM_LOG.test(name)) return undefined;
  return 'It belongs to log workspaces; hunting has the tables of the advanced hunting schema.';
};

const PLACEHOLDER = /^\s*(<[A-Za-z][^<>|"\n]{0,60}>|\{\{[^{}|"\n]{1,60}\}\})/;

const aboutSyntax = (message: string, text: string, { start }: Span): string | undefined => {
  if (/[“”„‘’]/.test(text.slice(Math.max(0, start - 2), start + 40)))
    return 'Texts stand in straight quotation marks, " or \'.';
  const placeholder = PLACEHOLDER.exec(text.slice(start))?.[1];
  if (placeholder !== undefined) return `Write a value in place of ${placeholder}.`;
  if (message === 'Missing: "' || message === "Missing: '")
    return 'A text ends on its line, and a backslash begins an escape: write two of them, or @"C:\\Windows".';
  if (message !== 'Expected: ;') return undefined;
  if (/^\s*select\b[^|]*\bfrom\b/i.test(text))
    return 'That is SQL; here a query begins with its table, as DeviceInfo | where … | project ….';
  return "A let statement ends with ';', and each operator begins with '|'.";
};

/** How the service begins what it says of a text that it cannot read. */
const UNREADABLE = /^(?:Expected|Missing|The incomplete fragment)/;

/** What other languages write, by how the service refuses it. */
const aboutOperator = (message: string, named: string): string | undefined => {
  if (message === 'Unexpected: &') return "Write 'and'.";
  if (/type bool/.test(message) && /^[\w.]+\s*=[^=~]/.test(named)) return "Write '==' to compare.";
  return undefined;
};

/** What the service says of an error, and what to do about it where that is known. */
export const advised = (message: string, text: string, span: Span): string => {
  const named = text.slice(span.start, span.start + span.length);
  const advice = UNREADABLE.test(message)
    ? aboutSyntax(message, text, span)
    : (aboutOperator(message, named) ?? aboutName(named));
  return advice === undefined ? message : `${message.replace(/\w$/, '$&.')} ${advice}`;
};
