import { ACTING_PROCESS, type BuiltInRule } from '../../src/rule.ts';

export const windowsLibraryOverNetwork: BuiltInRule = {
  id: 'windows/library-over-network',
  title: 'A program or library was written over the network into a program folder',
  description:
    'The file server part of Windows wrote a program or library into a folder of installed programs or of the system: another computer placed it there.',
  severity: 'High',
  category: 'LateralMovement',
  techniques: ['T1570', 'T1021.002', 'T1574.001'],
  recommendedActions:
    'Find out which computer wrote the file (network logons at that time), and remove the file.',
  entities: { ...ACTING_PROCESS, file: 'FileName' },
  query: String.raw`
    DeviceFileEvents
    | where ActionType in ("FileCreated", "FileRenamed", "FileModified")
    | where InitiatingProcessId == 4 or InitiatingProcessFileName in~ ("System", "ntoskrnl.exe")
    | where FolderPath has_any (@"\Program Files\", @"\Program Files (x86)\", @"\Windows\", @"\ProgramData\")
    | where FolderPath endswith ".dll" or FolderPath endswith ".exe" or FolderPath endswith ".sys" or FolderPath endswith ".ps1"
  `,
};
