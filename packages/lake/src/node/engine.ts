/**
 * The private node's process: loads the engine and hands its thread over to it. Nothing of JavaScript runs here after that.
 *
 * Arguments: the library's path, then the engine's own command line. The engine reads stdin until it closes, which is how
 * the parent ends it, also by dying.
 */
import { DataType, load, open } from 'ffi-rs';

const [library = '', ...commandLine] = process.argv.slice(2);
const LIBRARY = 'engine';

open({ library: LIBRARY, path: library });
load({
  library: LIBRARY,
  funcName: 'chdb_query_cmdline',
  retType: DataType.External,
  paramsType: [DataType.I32, DataType.StringArray],
  paramsValue: [commandLine.length, commandLine],
});
