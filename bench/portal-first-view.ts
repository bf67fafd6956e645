/**
 * The portal's first meaningful view with nothing in the browser's cache, beside a page without any script from the same
 * server: what the network, TLS and Chromium cost by themselves.
 */

import type { Page } from 'playwright-core';
import { PortalUnderTest } from '../apps/portal/test/portal-under-test.ts';

const RUNS = 7;

interface View {
  readonly milliseconds: number;
  readonly requests: number;
  readonly kilobytes: number;
}

/** Opens an address without cache and waits until its heading is there. */
const open = async (page: Page, address: string): Promise<View> => {
  const cdp = await page.context().newCDPSession(page);
  await cdp.send('Network.enable');
  await cdp.send('Network.clearBrowserCache');
  let requests = 0;
  let bytes = 0;
  cdp.on('Network.requestWillBeSent', () => requests++);
  cdp.on('Network.loadingFinished', ({ encodedDataLength }) => (bytes += encodedDataLength));
  const started = performance.now();
  await page.goto(address, { waitUntil: 'commit' });
  await page.locator('h1').waitFor();
  const milliseconds = performance.now() - started;
  await page.waitForLoadState('networkidle');
  await cdp.detach();
  return { milliseconds, requests, kilobytes: bytes / 1_024 };
};

const report = async (name: string, page: Page, address: string): Promise<void> => {
  const views: View[] = [];
  for (let run = 0; run < RUNS; run++) views.push(await open(page, address));
  const times = views.map(({ milliseconds }) => milliseconds).toSorted((one, other) => one - other);
  const [{ requests, kilobytes } = { requests: 0, kilobytes: 0 }] = views;
  const median = times[Math.floor(RUNS / 2)] ?? 0;
  console.log(
    `${name}: heading after ${median.toFixed(0)} ms (worst ${times.at(-1)?.toFixed(0)}), ${requests} requests, ${kilobytes.toFixed(0)} KiB`,
  );
};

const portal = await PortalUnderTest.start();
try {
  const stranger = await (await portal.newProfile()).newPage();
  await report('a page without script (/)', stranger, `${portal.vakt.ready.url}/`);
  await report('portal, not signed in', stranger, portal.url('/'));
  const tenant = await portal.createTenant('contoso.example');
  const page = await portal.openAs(tenant.administrator, '/');
  await report('portal, signed in: home', page, portal.url('/'));
  await report('portal, signed in: app registrations', page, portal.url('/app-registrations'));
} finally {
  await portal.close();
}
