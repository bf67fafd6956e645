/**
 * The private node's process: loads the engine and hands its thread over to it. Nothing of JavaScript runs here after that.
 *
 * Arguments: the parent's process id, the library's path, then the engine's own command line. The engine reads stdin until it closes, which is how
 * the parent ends it, also by dying.
 */
import { DataType, load, open } from 'ffi-rs';

const [parent = '', library = '', ...commandLine] = process.argv.slice(2);
const LIBRARY = 'engine';

/** Has the kernel end this process when its parent dies, for the moments in which the engine does not read stdin yet. */
const endWithParent = (): void => {
  if (process.platform !== 'linux') return;
  const PR_SET_PDEATHSIG = 1;
  const SIGKILL = 9;
  open({ library: 'libc', path: 'libc.so.6' });
  load({
    library: 'libc',
    funcName: 'prctl',
    retType: DataType.I32,
    paramsType: [DataType.I32, DataType.U64],
    paramsValue: [PR_SET_PDEATHSIG, SIGKILL],
  });
  if (process.ppid !== Number(parent)) process.exit();
};

endWithParent();

open({ library: LIBRARY, path: library });
load({
  library: LIBRARY,
  funcName: 'chdb_query_cmdline',
  retType: DataType.External,
  paramsType: [DataType.I32, DataType.StringArray],
  paramsValue: [commandLine.length, commandLine],
});
