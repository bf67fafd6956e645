import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';
import { compressedFiles } from './build/compressed-files.ts';
import { firstViewBudget } from './build/first-view-budget.ts';

/** What the server puts a nonce of its own into, anew for each page (`apps/server/src/portal`). */
const NONCE_PLACEHOLDER = '{nonce}';

/** The contract's operations, and what reads them for several pages. */
const OPERATIONS = /contract\/src\/(?:operations|schemas)|\/data\/opened-by-plan|\/typebox\//;

// Vite reads the default export.
export default defineConfig({
  root: import.meta.dirname,
  base: '/portal/',
  plugins: [react(), compressedFiles(), firstViewBudget({ compressedBytes: 240_000 })],
  html: { cspNonce: NONCE_PLACEHOLDER },
  build: {
    target: 'es2023',
    outDir: 'dist',
    emptyOutDir: true,
    // Pictures stay files: the content security policy names no data: source.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    // What several pages share comes in few files, not in dozens of small ones: each request costs more than its bytes.
    // The contract's operations are the largest part of it, and the first view does without them.
    rolldownOptions: {
      output: {
        codeSplitting: {
          minShareCount: 2,
          groups: [
            { name: 'operations', test: OPERATIONS, priority: 2 },
            { name: 'libraries', test: /node_modules/, priority: 1 },
            { name: 'shared', test: /(?<!\/pages\/.*)\.tsx?$/ },
          ],
        },
      },
    },
    reportCompressedSize: false,
    // `firstViewBudget` counts what is really sent, and fails the build.
    chunkSizeWarningLimit: 2_000,
  },
});
