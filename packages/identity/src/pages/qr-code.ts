import { encode } from 'uqr';
import { type Html, html } from './html.ts';

/** Scanners want a margin of four modules around the code (ISO/IEC 18004). */
const QUIET_ZONE = 4;

/** One row's dark modules as a path: runs, not single squares, keep the page small. */
const rowPath = (row: readonly boolean[], y: number): string => {
  const bits = row.map(isDark => (isDark ? '1' : '0')).join('');
  return [...bits.matchAll(/1+/g)]
    .map(({ index, 0: run }) => `M${index} ${y}h${run.length}v1h-${run.length}z`)
    .join('');
};

/** `text` as a QR code: an image within the page, dark on white in both colour schemes, for scanners' sake. */
export const qrCode = (text: string, label: string): Html => {
  const { size, data } = encode(text, { ecc: 'M', border: QUIET_ZONE });
  return html`<svg class="qr" role="img" aria-label="${label}" viewBox="0 0 ${size} ${size}" shape-rendering="crispEdges"><rect width="${size}" height="${size}" fill="#fff"/><path fill="#000" d="${data.map(rowPath).join('')}"/></svg>`;
};
