import type { BuiltInRule } from '../../src/rule.ts';

export const anyAntivirusDetection: BuiltInRule = {
  id: 'any/antivirus-detection',
  title: 'Antivirus recognised {{ThreatName}}',
  description:
    'The antivirus of the device recognised {{ThreatName}} in the file {{FolderPath}}. Somebody brought it there, and nothing says that it has not run.',
  severity: 'Medium',
  category: 'Malware',
  techniques: ['T1204.002'],
  recommendedActions:
    'Find out how the file came to the device and whether it ran; stop and quarantine it if it is not expected there.',
  entities: { file: 'FileName' },
  query: String.raw`
    DeviceEvents
    | where ActionType == "AntivirusDetection"
    | extend ThreatName = coalesce(tostring(parse_json(AdditionalFields).ThreatName), "a threat")
  `,
  groupBy: ['ThreatName', 'FolderPath'],
};
