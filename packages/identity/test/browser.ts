import assert from 'node:assert/strict';
import { formAction, hiddenFields } from '@vakt/testing/html-form';
import { ORIGIN, type TestAuthority } from './authority.ts';

/** A page as a person meets it. */
export interface Page {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly html: string;
  /** Where the browser is sent; `undefined` on a page. */
  readonly location: URL | undefined;
}

/** A browser without scripts: it keeps cookies and fills in forms. */
export class TestBrowser {
  readonly #authority: TestAuthority;
  readonly #headers: Record<string, string>;
  /** Where the browser is. */
  remoteAddress = '127.0.0.1';
  cookie: string | undefined;

  constructor(authority: TestAuthority, headers: Record<string, string> = {}) {
    this.#authority = authority;
    this.#headers = headers;
  }

  async #send(method: string, url: string, body?: string): Promise<Page> {
    const reply = await this.#authority.raw(method, url, {
      headers: {
        ...this.#headers,
        ...(this.cookie && { cookie: `other=1; ${this.cookie}` }),
        ...(body !== undefined && { 'content-type': 'application/x-www-form-urlencoded' }),
      },
      remoteAddress: this.remoteAddress,
      ...(body !== undefined && { body }),
    });
    const headers = reply.headers ?? {};
    const setCookie = headers['set-cookie'];
    if (setCookie) this.cookie = setCookie.split(';')[0];
    return {
      status: reply.status,
      headers,
      html: typeof reply.body === 'string' ? reply.body : '',
      location: headers['location'] === undefined ? undefined : new URL(headers['location']),
    };
  }

  open(path: string, parameters: Readonly<Record<string, string>> = {}): Promise<Page> {
    const query = new URLSearchParams(parameters).toString();
    return this.#send('GET', query === '' ? path : `${path}?${query}`);
  }

  /** Sends a page's form with what the person typed and the button that was pressed. */
  submit(page: Page, fields: Readonly<Record<string, string>>): Promise<Page> {
    const action = formAction(page.html);
    assert.ok(action, `there is no form on the page (${page.status}): ${page.html.slice(0, 400)}`);
    const target = new URL(action, ORIGIN);
    return this.#send(
      'POST',
      target.pathname,
      new URLSearchParams({ ...hiddenFields(page.html), ...fields }).toString(),
    );
  }

  /** Types name and password into the sign-in page. */
  signIn(page: Page, { userPrincipalName, password }: Credentials): Promise<Page> {
    assert.match(page.html, /name="password"/, page.html.slice(0, 600));
    return this.submit(page, { username: userPrincipalName, password, action: 'sign-in' });
  }

  accept(page: Page, fields: Readonly<Record<string, string>> = {}): Promise<Page> {
    assert.match(page.html, /value="accept"/, page.html.slice(0, 2_000));
    return this.submit(page, { action: 'accept', ...fields });
  }
}

/** A person's name and password. */
export interface Credentials {
  readonly userPrincipalName: string;
  readonly password: string;
}

/** The parameters of the address that the browser is sent to. */
export const replyOf = (page: Page): Record<string, string> => {
  assert.ok(page.location, `not sent anywhere (${page.status}): ${page.html.slice(0, 1_500)}`);
  const { searchParams, hash } = page.location;
  return Object.fromEntries([...searchParams, ...new URLSearchParams(hash.slice(1))]);
};
