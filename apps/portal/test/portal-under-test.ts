import assert from 'node:assert/strict';
import { mkdirSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join, resolve } from 'node:path';
import { TestVakt } from '@vakt/testing/vakt';
import {
  type Browser,
  type BrowserContext,
  type BrowserContextOptions,
  chromium,
  type Page,
} from 'playwright-core';
import { chromiumPath } from './chromium.ts';

/** Where a run leaves its pictures. */
const SCREENSHOTS = resolve(import.meta.dirname, '../test-results');

const axeSource = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

/** A tenant, and its first Global Administrator. */
export interface TestTenant {
  readonly tenantId: string;
  readonly domain: string;
  readonly administrator: {
    readonly id: string;
    readonly userPrincipalName: string;
    readonly password: string;
  };
}

export interface Person {
  readonly userPrincipalName: string;
  readonly password: string;
}

interface AxeViolation {
  readonly id: string;
  readonly help: string;
  readonly nodes: readonly { readonly html: string; readonly failureSummary: string }[];
}

/** Complaints of a page's console that no page may have: a script that failed, a policy that was broken. */
const listenForComplaints = (page: Page, complaints: string[]): void => {
  page.on('pageerror', error => complaints.push(`${page.url()}: ${error.message}`));
  page.on('console', message => {
    if (/Content Security Policy|Trusted Type|Warning:/.test(message.text()))
      complaints.push(`${page.url()}: ${message.text()}`);
  });
};

/** A whole Vakt, a Chromium, and people who use the portal. */
export class PortalUnderTest {
  readonly vakt: TestVakt;
  readonly browser: Browser;
  /** What browsers complained about; a test that ends well leaves it empty. */
  readonly complaints: string[] = [];

  private constructor(vakt: TestVakt, browser: Browser) {
    this.vakt = vakt;
    this.browser = browser;
  }

  /** @param args flags of the server besides data and port; an empty Vakt without sensor when not given. */
  static async start(args: readonly string[] = ['--no-demo', '--no-sensor']): Promise<PortalUnderTest> {
    const vakt = await TestVakt.start(args);
    const browser = await chromium.launch({ executablePath: chromiumPath, args: ['--no-sandbox'] });
    return new PortalUnderTest(vakt, browser);
  }

  async close(): Promise<void> {
    await this.browser.close();
    await this.vakt.close();
  }

  /** The address of a page: `url('/users')`. */
  url(path: string): string {
    return `${this.vakt.ready.url}/portal${path}`;
  }

  /** Makes a tenant as the operator does. */
  async createTenant(domain: string, plan = 'XDR'): Promise<TestTenant> {
    const token = readFileSync(join(this.vakt.data, 'operator.token'), 'utf8').trim();
    const reply = await this.vakt.call('/vakt/v1/tenants', {
      token,
      json: { displayName: `Tenant ${domain}`, domain, plan },
    });
    assert.equal(reply.status, 201, reply.text);
    return reply.json<TestTenant>();
  }

  /** A browser profile of its own: another person, or the same one elsewhere. */
  async newProfile(options: BrowserContextOptions = {}): Promise<BrowserContext> {
    const profile = await this.browser.newContext({
      ignoreHTTPSErrors: true,
      locale: 'en-GB',
      reducedMotion: 'reduce',
      ...options,
    });
    profile.setDefaultTimeout(20_000);
    profile.on('page', page => listenForComplaints(page, this.complaints));
    return profile;
  }

  /** Signs a person in on the authority's pages, from wherever `page` was sent there. */
  async passSignIn(page: Page, { userPrincipalName, password }: Person): Promise<void> {
    const name = page.locator('input[name=username]');
    const secret = page.locator('input[name=password]');
    await name.or(secret).first().waitFor();
    if (await name.isVisible()) await name.fill(userPrincipalName);
    await secret.fill(password);
    await secret.press('Enter');
  }

  /** Opens a page of the portal in a new profile as a person who signs in for it. */
  async openAs(person: Person, path: string, options: BrowserContextOptions = {}): Promise<Page> {
    const profile = await this.newProfile(options);
    const page = await profile.newPage();
    await page.goto(this.url(path));
    if (path === '/')
      await page.getByRole('button', { name: /^(Sign in|Log på|Logga in|Anmelden)$/ }).click();
    await this.passSignIn(page, person);
    await page.locator('main h1').waitFor();
    return page;
  }

  /** Fails with what axe finds against WCAG 2.2 AA on the page as it is shown. */
  async expectAccessible(page: Page): Promise<void> {
    // Colours fade for a moment: two frames for the change to begin, then until each has its own.
    await page.evaluate(`new Promise(done => requestAnimationFrame(() => requestAnimationFrame(done)))
      .then(() => Promise.allSettled(document.getAnimations()
        .filter(animation => animation instanceof CSSTransition)
        .map(({ finished }) => finished)))`);
    // Evaluated by the debugger, so the page's own policy stays as it is.
    await page.evaluate(axeSource);
    const violations = (await page.evaluate(
      `axe.run(document, { runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'] }).then(({ violations }) => violations)`,
    )) as readonly AxeViolation[];
    const words = violations.map(
      ({ id, help, nodes }) =>
        `${id}: ${help}\n${nodes.map(({ html, failureSummary }) => `  ${html}\n  ${failureSummary}`).join('\n')}`,
    );
    assert.deepEqual(words, [], `axe on ${page.url()}`);
  }

  /** The same in dark and in light colours; the page stays light. */
  async expectAccessibleInBothColours(page: Page): Promise<void> {
    for (const colorScheme of ['dark', 'light'] as const) {
      await page.emulateMedia({ colorScheme });
      await this.expectAccessible(page);
    }
  }

  /** Keeps a picture of the page for whoever looks at the run: `test-results/<name>.png`. */
  async screenshot(page: Page, name: string): Promise<void> {
    mkdirSync(SCREENSHOTS, { recursive: true });
    await page.screenshot({ path: join(SCREENSHOTS, `${name}.png`), fullPage: true });
  }
}
