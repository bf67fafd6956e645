import { createHash } from 'node:crypto';
import { anyAntivirusDetection } from '../rules/any/antivirus-detection.ts';
import { anyDetectionTest } from '../rules/any/detection-test.ts';
import { anyPasswordGuessing } from '../rules/any/password-guessing.ts';
import { anyPythonWebServer } from '../rules/any/python-web-server.ts';
import { linuxAccountCreated } from '../rules/linux/account-created.ts';
import { linuxAuthorizedKeys } from '../rules/linux/authorized-keys.ts';
import { linuxAuthorizedKeysFile } from '../rules/linux/authorized-keys-file.ts';
import { linuxBase64Execution } from '../rules/linux/base64-execution.ts';
import { linuxCredentialFiles } from '../rules/linux/credential-files.ts';
import { linuxCronFile } from '../rules/linux/cron-file.ts';
import { linuxCronPersistence } from '../rules/linux/cron-persistence.ts';
import { linuxDownloadAndExecute } from '../rules/linux/download-and-execute.ts';
import { linuxDownloadToShell } from '../rules/linux/download-to-shell.ts';
import { linuxLibraryPreload } from '../rules/linux/library-preload.ts';
import { linuxLogTampering } from '../rules/linux/log-tampering.ts';
import { linuxReverseShell } from '../rules/linux/reverse-shell.ts';
import { linuxSecurityToolsDisabled } from '../rules/linux/security-tools-disabled.ts';
import { linuxSudoersChanged } from '../rules/linux/sudoers-changed.ts';
import { linuxSystemdPersistence } from '../rules/linux/systemd-persistence.ts';
import { linuxVolatileFolderProgram } from '../rules/linux/volatile-folder-program.ts';
import { linuxWebServiceShell } from '../rules/linux/web-service-shell.ts';
import { windowsAccountCreated } from '../rules/windows/account-created.ts';
import { windowsAccountCreatedEvent } from '../rules/windows/account-created-event.ts';
import { windowsAccountDiscovery } from '../rules/windows/account-discovery.ts';
import { windowsAttackSimulationTechniques } from '../rules/windows/attack-simulation-techniques.ts';
import { windowsBitsDownload } from '../rules/windows/bits-download.ts';
import { windowsCertutilDownload } from '../rules/windows/certutil-download.ts';
import { windowsDcomAutomation } from '../rules/windows/dcom-automation.ts';
import { windowsDcomChild } from '../rules/windows/dcom-child.ts';
import { windowsDefenderTampering } from '../rules/windows/defender-tampering.ts';
import { windowsDiscoveryBurst } from '../rules/windows/discovery-burst.ts';
import { windowsEncodedPowershell } from '../rules/windows/encoded-powershell.ts';
import { windowsEventLogCleared } from '../rules/windows/event-log-cleared.ts';
import { windowsEventLogFileRegistry } from '../rules/windows/event-log-file-registry.ts';
import { windowsEventLogRedirected } from '../rules/windows/event-log-redirected.ts';
import { windowsFirewallOpened } from '../rules/windows/firewall-opened.ts';
import { windowsKerberosTicketTool } from '../rules/windows/kerberos-ticket-tool.ts';
import { windowsLibraryOverNetwork } from '../rules/windows/library-over-network.ts';
import { windowsLsassMemoryDump } from '../rules/windows/lsass-memory-dump.ts';
import { windowsLsassMemoryRead } from '../rules/windows/lsass-memory-read.ts';
import { windowsMavinject } from '../rules/windows/mavinject.ts';
import { windowsMshtaScript } from '../rules/windows/mshta-script.ts';
import { windowsNtdsShadowCopy } from '../rules/windows/ntds-shadow-copy.ts';
import { windowsOfficeChild } from '../rules/windows/office-child.ts';
import { windowsPasswordSpray } from '../rules/windows/password-spray.ts';
import { windowsPowershellCradle } from '../rules/windows/powershell-cradle.ts';
import { windowsRecoveryInhibited } from '../rules/windows/recovery-inhibited.ts';
import { windowsRegistryHiveDump } from '../rules/windows/registry-hive-dump.ts';
import { windowsRegsvr32Scriptlet } from '../rules/windows/regsvr32-scriptlet.ts';
import { windowsRemoteThread } from '../rules/windows/remote-thread.ts';
import { windowsRunKey } from '../rules/windows/run-key.ts';
import { windowsRunKeyCommand } from '../rules/windows/run-key-command.ts';
import { windowsRundll32Script } from '../rules/windows/rundll32-script.ts';
import { windowsScheduledTask } from '../rules/windows/scheduled-task.ts';
import { windowsScheduledTaskRegistered } from '../rules/windows/scheduled-task-registered.ts';
import { windowsScriptHostChild } from '../rules/windows/script-host-child.ts';
import { windowsSecurityLogCleared } from '../rules/windows/security-log-cleared.ts';
import { windowsServiceChildShell } from '../rules/windows/service-child-shell.ts';
import { windowsServiceInstalled } from '../rules/windows/service-installed.ts';
import { windowsServiceRegistry } from '../rules/windows/service-registry.ts';
import { windowsServiceShell } from '../rules/windows/service-shell.ts';
import { windowsUacBypassChild } from '../rules/windows/uac-bypass-child.ts';
import { windowsUacBypassRegistry } from '../rules/windows/uac-bypass-registry.ts';
import { windowsUserFolderScript } from '../rules/windows/user-folder-script.ts';
import { windowsWebShellChild } from '../rules/windows/web-shell-child.ts';
import { windowsWebShellFile } from '../rules/windows/web-shell-file.ts';
import { windowsWinrmShell } from '../rules/windows/winrm-shell.ts';
import { windowsWmiEventSubscription } from '../rules/windows/wmi-event-subscription.ts';
import { windowsWmiProcessCreate } from '../rules/windows/wmi-process-create.ts';
import { windowsWmiProviderChild } from '../rules/windows/wmi-provider-child.ts';
import type { BuiltInRule, DetectionRule } from './rule.ts';

/** The rules that Vakt brings along, in the order of their files. */
export const builtInRules: readonly BuiltInRule[] = [
  anyAntivirusDetection,
  anyDetectionTest,
  anyPasswordGuessing,
  anyPythonWebServer,
  linuxAccountCreated,
  linuxAuthorizedKeys,
  linuxAuthorizedKeysFile,
  linuxBase64Execution,
  linuxCredentialFiles,
  linuxCronFile,
  linuxCronPersistence,
  linuxDownloadAndExecute,
  linuxDownloadToShell,
  linuxLibraryPreload,
  linuxLogTampering,
  linuxReverseShell,
  linuxSecurityToolsDisabled,
  linuxSudoersChanged,
  linuxSystemdPersistence,
  linuxVolatileFolderProgram,
  linuxWebServiceShell,
  windowsAccountCreated,
  windowsAccountCreatedEvent,
  windowsAccountDiscovery,
  windowsAttackSimulationTechniques,
  windowsBitsDownload,
  windowsCertutilDownload,
  windowsDcomAutomation,
  windowsDcomChild,
  windowsDefenderTampering,
  windowsDiscoveryBurst,
  windowsEncodedPowershell,
  windowsEventLogCleared,
  windowsEventLogFileRegistry,
  windowsEventLogRedirected,
  windowsFirewallOpened,
  windowsKerberosTicketTool,
  windowsLibraryOverNetwork,
  windowsLsassMemoryDump,
  windowsLsassMemoryRead,
  windowsMavinject,
  windowsMshtaScript,
  windowsNtdsShadowCopy,
  windowsOfficeChild,
  windowsPasswordSpray,
  windowsPowershellCradle,
  windowsRecoveryInhibited,
  windowsRegistryHiveDump,
  windowsRegsvr32Scriptlet,
  windowsRemoteThread,
  windowsRunKey,
  windowsRunKeyCommand,
  windowsRundll32Script,
  windowsScheduledTask,
  windowsScheduledTaskRegistered,
  windowsScriptHostChild,
  windowsSecurityLogCleared,
  windowsServiceChildShell,
  windowsServiceInstalled,
  windowsServiceRegistry,
  windowsServiceShell,
  windowsUacBypassChild,
  windowsUacBypassRegistry,
  windowsUserFolderScript,
  windowsWebShellChild,
  windowsWebShellFile,
  windowsWinrmShell,
  windowsWmiEventSubscription,
  windowsWmiProcessCreate,
  windowsWmiProviderChild,
];

const DEFAULT_LOOKBACK_MINUTES = 60;

/** The same GUID for the same rule in every installation: a version 5 style GUID of its id. */
const detectorIdOf = (id: string): string => {
  const hex = createHash('sha1').update(`vakt/detection/${id}`).digest('hex');
  const variant = ((Number.parseInt(hex.slice(16, 17), 16) & 0x3) | 0x8).toString(16);
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-5${hex.slice(13, 16)}-${variant}${hex.slice(17, 20)}-${hex.slice(20, 32)}`;
};

/** A built-in rule as the engine runs it. */
export const toDetectionRule = (rule: BuiltInRule): DetectionRule & { readonly detectorId: string } => ({
  key: rule.id,
  detectorId: detectorIdOf(rule.id),
  source: 'Vakt',
  title: rule.title,
  description: rule.description,
  severity: rule.severity,
  category: rule.category,
  techniques: rule.techniques,
  recommendedActions: rule.recommendedActions,
  query: rule.query.trim(),
  lookbackMinutes: rule.lookbackMinutes ?? DEFAULT_LOOKBACK_MINUTES,
  groupBy: rule.groupBy ?? [],
  entities: rule.entities,
});
