import { type BuiltInRule, CREATED_PROCESS } from '../../src/rule.ts';

export const linuxDownloadToShell: BuiltInRule = {
  id: 'linux/download-to-shell',
  title: 'A downloaded script was run without being stored',
  description: 'A command downloads a script and hands it to a shell or an interpreter at once.',
  severity: 'Medium',
  category: 'Execution',
  techniques: ['T1059.004', 'T1105'],
  recommendedActions: 'Fetch the script from the URL in a safe place and judge what it does.',
  entities: CREATED_PROCESS,
  query: String.raw`
    DeviceProcessEvents
    | where ProcessCommandLine has_any ("curl", "wget")
    | where ProcessCommandLine matches regex @'(curl|wget)\b.*\|\s*(sudo\s+)?(\S*/)?(ba|da|z|k)?sh\b'
        or ProcessCommandLine matches regex @'(curl|wget)\b.*\|\s*(sudo\s+)?(\S*/)?(python[0-9.]*|perl|ruby|node)\b'
        or ProcessCommandLine matches regex @'(ba|z|k)?sh\s+(-c\s+)?["'']?(<\(|\$\(|\`)\s*(curl|wget)\b'
  `,
};
