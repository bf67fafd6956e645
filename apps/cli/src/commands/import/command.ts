import type { Command } from 'commander';
import { doing, leaf, type Perform } from '../../parsing.ts';
import type { ImportInput } from './import.ts';

/** `vakt import` */
export const importEvents = (perform: Perform): Command =>
  doing(
    leaf('import', 'Load recorded telemetry', [
      'vakt import export.json.gz',
      'vakt import recordings/*.json --name drill --shift-to-now --run-rules',
    ])
      .argument('<files...>', "Defender's streaming JSON or Windows event recordings, plain or gzipped")
      .option('--name <name>', 'keep these events apart under a name, past the live rules')
      .option('--shift-to-now', 'move all times so that the newest event is now; the rows say so')
      .option('--run-rules', 'run the detection rules over them afterwards (needs --name)'),
    perform,
    async () => (await import('./import.ts')).importFiles,
    (options: Omit<ImportInput, 'files'>, files): ImportInput => ({ ...options, files }),
  );
