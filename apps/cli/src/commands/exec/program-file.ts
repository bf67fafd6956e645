import { accessSync, constants, statSync } from 'node:fs';
import { delimiter, join } from 'node:path';

const isProgram = (file: string): boolean => {
  try {
    accessSync(file, constants.X_OK);
    return statSync(file).isFile();
  } catch {
    return false;
  }
};

/** Whether there is a program of this name or path, looked for as a shell does. */
export const hasProgram = (program: string, path: string): boolean =>
  program.includes('/')
    ? isProgram(program)
    : path.split(delimiter).some(folder => isProgram(join(folder || '.', program)));
