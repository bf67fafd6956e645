import assert from 'node:assert/strict';
import { existsSync } from 'node:fs';
import { createServer, type IncomingMessage, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import { after, before, describe, it } from 'node:test';
import type { HttpReply } from '@vakt/contract/http';
import { type Browser, chromium, type Page } from 'playwright-core';
import { continuePage } from '../../src/pages/continue-page.ts';
import { formPostPage } from '../../src/pages/form-post-page.ts';
import { signInPage } from '../../src/pages/sign-in-page.ts';
import { bodyOf } from './samples.ts';

/** A Chromium: `VAKT_TEST_CHROMIUM`, or Debian's. */
const executablePath = process.env['VAKT_TEST_CHROMIUM'] ?? '/usr/bin/chromium';

type Answer = (request: IncomingMessage, body: string) => HttpReply;

const serve = async (answer: Answer): Promise<Server> => {
  const server = createServer(async (request, response) => {
    const { status, headers, ...reply } = answer(request, await text(request));
    response.writeHead(status, headers).end(reply.body === undefined ? '' : bodyOf({ status, ...reply }));
  });
  await new Promise<void>(resolve => void server.listen(0, '127.0.0.1', resolve));
  return server;
};

const originOf = (server: Server): string => `http://127.0.0.1:${(server.address() as AddressInfo).port}`;

/** What a browser does that no reader of headers and HTML can foretell. */
describe('the pages in Chromium', {
  skip: !existsSync(executablePath) && `there is no ${executablePath}`,
}, () => {
  /** Where the application sends its users once it has the reply: another origin. */
  let home: Server;
  let application: Server;
  let vakt: Server;
  let browser: Browser;
  let page: Page;
  let received: { readonly body: string; readonly origin: string | undefined };
  let signedIn: URLSearchParams;
  const complaints: string[] = [];

  const state = `"'<&> å 😀 </form>\r\n`.repeat(300);

  const answerOfVakt: Answer = ({ method, url }, body) => {
    const target = `${originOf(application)}/back`;
    if (url === '/form-post') return formPostPage({ target, fields: { submit: 'x', state } }, 'en');
    if (method === 'GET')
      return signInPage({ action: '/', ctx: 'token', username: '', formTargets: [] }, 'en');
    signedIn = new URLSearchParams(body);
    return continuePage(`${target}?state=it's%20"1"`, 'en');
  };

  before(async () => {
    home = await serve(() => ({ status: 200, body: 'home' }));
    application = await serve(({ headers, url }, body) => {
      received = { body, origin: headers.origin };
      return { status: 302, headers: { location: `${originOf(home)}${url}` } };
    });
    vakt = await serve(answerOfVakt);
    browser = await chromium.launch({ executablePath, args: ['--no-sandbox'] });
    page = await browser.newPage();
    page.on('console', message => {
      if (/Content Security Policy/.test(message.text())) complaints.push(message.text());
    });
  });
  after(async () => {
    await browser.close();
    for (const server of [home, application, vakt]) server.close();
  });

  it('sign in with the keyboard alone, and go on to the application and wherever that leads', async () => {
    await page.goto(originOf(vakt));
    // The field has the focus by itself; on a busy machine a little after the page is there.
    await page.locator('[name=username]:focus').waitFor();
    await page.keyboard.type('alex@contoso.example');
    await page.keyboard.press('Tab');
    await page.keyboard.type('a password');
    await page.keyboard.press('Tab');
    await page.keyboard.press('Space');
    await page.keyboard.press('Enter');
    await page.waitForURL(`${originOf(home)}/**`);
    assert.equal(new URL(page.url()).searchParams.get('state'), `it's "1"`);
    assert.deepEqual(Object.fromEntries(signedIn), {
      ctx: 'token',
      username: 'alex@contoso.example',
      password: 'a password',
      remember: 'true',
      action: 'sign-in',
    });
  });

  it('post a reply byte for byte, by themselves, from an origin that the application can know', async () => {
    await page.goto(`${originOf(vakt)}/form-post`, { waitUntil: 'commit' });
    await page.waitForURL(`${originOf(home)}/back`);
    assert.deepEqual(Object.fromEntries(new URLSearchParams(received.body)), { submit: 'x', state });
    assert.equal(received.origin, originOf(vakt));
  });

  it('do nothing that their own policy stops', () => assert.deepEqual(complaints, []));
});
