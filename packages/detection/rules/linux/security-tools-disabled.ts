import { type BuiltInRule, CREATED_PROCESS } from '../../src/rule.ts';

export const linuxSecurityToolsDisabled: BuiltInRule = {
  id: 'linux/security-tools-disabled',
  title: 'Security tools were switched off',
  description:
    'A command stopped the audit, the firewall or the mandatory access control of the system, or another security program.',
  severity: 'Medium',
  category: 'DefenseEvasion',
  techniques: ['T1562.001', 'T1562.004'],
  recommendedActions: 'Switch them on again and find out who ran the command.',
  entities: CREATED_PROCESS,
  query: String.raw`
    DeviceProcessEvents
    | where (FileName in ("systemctl", "service") and ProcessCommandLine has_any ("stop", "disable", "mask") and ProcessCommandLine has_any ("auditd", "rsyslog", "syslog", "firewalld", "ufw", "iptables", "apparmor", "falcon-sensor", "mdatp", "fail2ban", "sysmon"))
        or (FileName == "setenforce" and ProcessCommandLine has "0")
        or (FileName == "ufw" and ProcessCommandLine has "disable")
        or (FileName in ("iptables", "nft") and ProcessCommandLine matches regex @'\s(-F|--flush|flush\s+ruleset)\b')
        or (FileName == "auditctl" and ProcessCommandLine matches regex @'\s(-D|-e\s*0)\b')
  `,
};
