import { type BuiltInRule, CREATED_PROCESS } from '../../src/rule.ts';

export const windowsFirewallOpened: BuiltInRule = {
  id: 'windows/firewall-opened',
  title: 'The firewall was opened by a command',
  description: 'A command added an inbound rule to the Windows firewall or switched it off.',
  severity: 'Low',
  category: 'DefenseEvasion',
  techniques: ['T1562.004'],
  recommendedActions: 'Find out why the rule was needed; remove it if it is not expected.',
  entities: CREATED_PROCESS,
  query: String.raw`
    DeviceProcessEvents
    | where (ProcessCommandLine has "advfirewall" and ProcessCommandLine has "add" and ProcessCommandLine has "rule" and ProcessCommandLine has "allow")
        or (ProcessCommandLine has "advfirewall" and ProcessCommandLine has "state" and ProcessCommandLine has "off")
        or (ProcessCommandLine has "firewall" and ProcessCommandLine has "opmode" and ProcessCommandLine has "disable")
        or ProcessCommandLine has "New-NetFirewallRule"
        or (ProcessCommandLine has "Set-NetFirewallProfile" and ProcessCommandLine has "False")
  `,
};
