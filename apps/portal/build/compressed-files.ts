import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { brotliCompress, constants } from 'node:zlib';
import type { Plugin } from 'vite';

const brotli = promisify(brotliCompress);
const COMPRESSED = /\.(?:js|css|svg)$/;

const compress = async (file: string): Promise<void> => {
  const params = { [constants.BROTLI_PARAM_QUALITY]: constants.BROTLI_MAX_QUALITY };
  await writeFile(`${file}.br`, await brotli(await readFile(file), { params }));
};

/**
 * Puts a Brotli form beside every text file of the build, as small as it gets: it is made once and sent often. From the files
 * as they were written, since Vite changes scripts up to the last moment.
 */
export const compressedFiles = (): Plugin => ({
  name: 'compressed-files',
  apply: 'build',
  async writeBundle({ dir = '' }, bundle) {
    const names = Object.keys(bundle).filter(name => COMPRESSED.test(name));
    await Promise.all(names.map(name => compress(join(dir, name))));
  },
});
