import { type BuiltInRule, CREATED_PROCESS } from '../../src/rule.ts';

export const windowsKerberosTicketTool: BuiltInRule = {
  id: 'windows/kerberos-ticket-tool',
  title: 'A tool for Kerberos ticket attacks was used',
  description:
    'The command line carries the verbs of tools that request, roast, pass or forge Kerberos tickets.',
  severity: 'High',
  category: 'CredentialAccess',
  techniques: ['T1558.003', 'T1558.004', 'T1550.003'],
  recommendedActions:
    'Find the accounts whose tickets were requested, reset their passwords, and look for logons with them from this device.',
  entities: CREATED_PROCESS,
  query: String.raw`
    DeviceProcessEvents
    | where ProcessCommandLine has_any ("asktgt", "asktgs", "kerberoast", "asreproast", "createnetonly", "kerberos::golden", "kerberos::ptt", "Invoke-Kerberoast")
        or (ProcessCommandLine has "s4u" and ProcessCommandLine has_any ("/impersonateuser", "/msdsspn"))
        or (ProcessCommandLine has "ptt" and ProcessCommandLine has "/ticket")
  `,
};
