import { brotliCompressSync } from 'node:zlib';
import type { Plugin, Rolldown } from 'vite';

interface Budget {
  /** Scripts and styles of the first view, after Brotli. */
  readonly compressedBytes: number;
}

type Bundle = Rolldown.OutputBundle;

/** The entry's script and those that it cannot begin without. */
const firstScripts = (bundle: Bundle): ReadonlySet<string> => {
  const names = new Set<string>();
  const add = (name: string): void => {
    const file = bundle[name];
    if (names.has(name) || file?.type !== 'chunk') return;
    names.add(name);
    file.imports.forEach(add);
  };
  for (const file of Object.values(bundle)) if (file.type === 'chunk' && file.isEntry) add(file.fileName);
  return names;
};

const bytesOf = (file: Bundle[string] | undefined): number => {
  if (!file) return 0;
  return brotliCompressSync(file.type === 'chunk' ? file.code : file.source).length;
};

/** Fails the build when what the first view needs outgrows its budget, so that it grows by decision only. */
export const firstViewBudget = ({ compressedBytes }: Budget): Plugin => ({
  name: 'first-view-budget',
  apply: 'build',
  enforce: 'post',
  generateBundle(_options, bundle) {
    const styles = Object.keys(bundle).filter(name => name.endsWith('.css'));
    const bytes = [...firstScripts(bundle), ...styles].reduce((sum, name) => sum + bytesOf(bundle[name]), 0);
    const words = `The first view needs ${bytes} bytes of scripts and styles, compressed`;
    if (bytes > compressedBytes) this.error(`${words}; its budget is ${compressedBytes}.`);
    else this.info(`${words} (budget ${compressedBytes}).`);
  },
});
