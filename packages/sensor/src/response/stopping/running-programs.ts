import { readdirSync } from 'node:fs';
import type { FileHasher } from '../../process/file-hashes.ts';
import { type FileIdentity, type ProcessFacts, readProcess } from '../../process/read-process.ts';

/** A process whose executable can be looked at. */
export interface RunningProgram extends ProcessFacts {
  readonly file: FileIdentity;
  readonly executable: string;
}

const hasExecutable = (facts: ProcessFacts | undefined): facts is RunningProgram =>
  facts?.file !== undefined && facts.executable !== undefined;

/** The processes of this machine that run a file: neither the kernel's own threads nor what has ended. */
export const runningPrograms = (): readonly RunningProgram[] =>
  readdirSync('/proc')
    .filter(name => /^\d+$/.test(name))
    .map(name => readProcess(Number(name)))
    .filter(hasExecutable);

/** Those of `programs` whose executable has this SHA-1. What runs is hashed, not what lies at its path by now. */
export const programsOf = async (
  sha1: string,
  programs: readonly RunningProgram[],
  hasher: FileHasher,
): Promise<readonly RunningProgram[]> => {
  const found: RunningProgram[] = [];
  for (const program of programs) {
    const hashes = await hasher.of(program.file, undefined, [`/proc/${program.pid}/exe`]);
    if (hashes?.sha1 === sha1) found.push(program);
  }
  return found;
};
