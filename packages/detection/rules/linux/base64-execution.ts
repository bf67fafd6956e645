import { type BuiltInRule, CREATED_PROCESS } from '../../src/rule.ts';

export const linuxBase64Execution: BuiltInRule = {
  id: 'linux/base64-execution',
  title: 'Base64-decoded text was run as a command',
  description:
    'A command decodes base64 text and hands it to a shell or an interpreter: what runs is hidden from a reader of the command line.',
  severity: 'High',
  category: 'DefenseEvasion',
  techniques: ['T1140', 'T1027', 'T1059.004'],
  recommendedActions: 'Decode the text from the process evidence and judge what it does.',
  entities: CREATED_PROCESS,
  query: String.raw`
    DeviceProcessEvents
    | where ProcessCommandLine has "base64"
    | where ProcessCommandLine matches regex @'base64\s+(-d|-D|--decode|-di)\b.*\|\s*(sudo\s+)?(\S*/)?((ba|da|z|k)?sh|python[0-9.]*|perl)\b'
        or ProcessCommandLine matches regex @'\b(eval|sh\s+-c|source|\.)\s+["'']?(\$\(|\`|<\().*base64\s+(-d|-D|--decode)'
        or (ProcessCommandLine matches regex @'\b(python[0-9.]*|perl)\b' and ProcessCommandLine has_any ("b64decode", "decode_base64") and ProcessCommandLine has_any ("exec", "eval", "system"))
  `,
};
