import assert from 'node:assert/strict';
import { formAction, hiddenFields } from '@vakt/testing/html-form';
import type { Reply, TestVakt } from '@vakt/testing/vakt';

/** Somebody with a browser without scripts, which keeps a cookie and fills in forms. */
export class Person {
  readonly #vakt: TestVakt;
  readonly #username: string;
  readonly #password: string;
  #cookie = '';

  constructor(vakt: TestVakt, username: string, password: string) {
    this.#vakt = vakt;
    this.#username = username;
    this.#password = password;
  }

  async #send(path: string, form?: Readonly<Record<string, string>>): Promise<Reply> {
    const reply = await this.#vakt.call(path, {
      headers: { cookie: this.#cookie },
      ...(form && { form }),
    });
    const [setCookie] = [reply.headers['set-cookie'] ?? []].flat();
    if (setCookie !== undefined) this.#cookie = setCookie.split(';')[0] ?? '';
    return reply;
  }

  /** Opens an address of the authority. */
  open(address: string): Promise<Reply> {
    const { pathname, search } = new URL(address, this.#vakt.ready.url);
    return this.#send(`${pathname}${search}`);
  }

  /** Sends the form of a page with what was typed and the button that was pressed. */
  submit(page: Reply, fields: Readonly<Record<string, string>>): Promise<Reply> {
    const action = formAction(page.text);
    assert(action !== undefined, `no form on the page (${page.status}): ${page.text.slice(0, 600)}`);
    return this.#send(action, { ...hiddenFields(page.text), ...fields });
  }

  /** Types the name and the password into the page for it. */
  signIn(page: Reply): Promise<Reply> {
    return this.submit(page, { username: this.#username, password: this.#password, action: 'sign-in' });
  }

  accept(page: Reply): Promise<Reply> {
    assert.match(page.text, /value="accept"/, page.text.slice(0, 2_000));
    return this.submit(page, { action: 'accept' });
  }
}
