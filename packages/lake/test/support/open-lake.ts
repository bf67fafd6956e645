/** Opens a lake in a process of its own, for tests that kill that process: says the node's process id, then `ready`. */
import { readdirSync, readFileSync } from 'node:fs';
import { systemClock } from '@vakt/contract/clock';
import { systemEntropy } from '@vakt/contract/entropy';
import { openLake } from '../../src/lake.ts';

const [folder = ''] = process.argv.slice(2);

const parentOf = (pid: string): number => {
  try {
    const text = readFileSync(`/proc/${pid}/stat`, 'utf8');
    return Number(text.slice(text.lastIndexOf(')') + 2).split(' ')[1]);
  } catch {
    return 0;
  }
};

const sayChild = (): void => {
  const child = readdirSync('/proc').find(name => /^\d+$/.test(name) && parentOf(name) === process.pid);
  if (child === undefined) setTimeout(sayChild, 5);
  else console.log(`started ${child}`);
};

sayChild();
const lake = await openLake({ folder, clock: systemClock, entropy: systemEntropy });
console.log('ready');
process.on('SIGTERM', () => void lake.close());
