import { existsSync } from 'node:fs';

/** A Chromium: `VAKT_TEST_CHROMIUM`, or Debian's. */
export const chromiumPath = process.env['VAKT_TEST_CHROMIUM'] ?? '/usr/bin/chromium';

/** For `describe`'s `skip`: says where there is no Chromium that the portal is not tried. */
export const withoutChromium = existsSync(chromiumPath) ? false : `there is no ${chromiumPath}`;
