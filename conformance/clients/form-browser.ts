import assert from 'node:assert/strict';
import { formAction, hiddenFields } from '@vakt/testing/html-form';
import type { Reply, TestVakt } from '@vakt/testing/vakt';

/** A person's name and password. */
export interface Person {
  readonly userPrincipalName: string;
  readonly password: string;
}

const actionOf = ({ status, text }: Reply): string => {
  const action = formAction(text);
  assert.ok(action, `there is no form on the page (${status}): ${text.slice(0, 400)}`);
  return action;
};

/** A person at a browser without scripts, before a Vakt that runs: keeps its cookie and fills in forms. */
export class FormBrowser {
  readonly #vakt: TestVakt;
  readonly #person: Person;
  #cookie: string | undefined;

  constructor(vakt: TestVakt, person: Person) {
    this.#vakt = vakt;
    this.#person = person;
  }

  async #send(url: string, form?: Record<string, string>): Promise<Reply> {
    const reply = await this.#vakt.call(url, {
      ...(form && { form }),
      headers: this.#cookie === undefined ? {} : { cookie: this.#cookie },
    });
    const [setCookie] = [reply.headers['set-cookie'] ?? []].flat();
    if (setCookie !== undefined) this.#cookie = setCookie.split(';')[0];
    return reply;
  }

  #submit(page: Reply, fields: Record<string, string>): Promise<Reply> {
    return this.#send(actionOf(page), { ...hiddenFields(page.text), ...fields });
  }

  /** Answers Vakt's pages, whichever come, until it is sent on or stands before a page that asks nothing. */
  async #answer(page: Reply): Promise<Reply> {
    if (page.text.includes('name="password"')) {
      const { userPrincipalName, password } = this.#person;
      return this.#answer(
        await this.#submit(page, { username: userPrincipalName, password, action: 'sign-in' }),
      );
    }
    if (page.text.includes('value="accept"'))
      return this.#answer(await this.#submit(page, { action: 'accept' }));
    return page;
  }

  /** Signs in and consents; the page where that ends. */
  async visit(url: string): Promise<Reply> {
    return this.#answer(await this.#send(url));
  }

  /** Signs in and consents; the address that the browser is sent to. */
  async goThrough(url: string): Promise<URL> {
    const { status, headers, text } = await this.visit(url);
    assert.equal(status, 302, text.slice(0, 1_500));
    return new URL(String(headers['location']));
  }

  /** Signs in and consents where the reply is posted by a page; the form that it posts, and where to. */
  async goThroughToForm(url: string): Promise<{ readonly target: string; readonly form: URLSearchParams }> {
    const page = await this.visit(url);
    return { target: actionOf(page), form: new URLSearchParams(hiddenFields(page.text)) };
  }

  /** Types a device's code into its page and approves. */
  async approveDevice(userCode: string): Promise<void> {
    const entry = await this.#send('/common/oauth2/deviceauth');
    const asked = await this.#submit(entry, { user_code: userCode, action: 'continue' });
    const { userPrincipalName, password } = this.#person;
    const confirm = asked.text.includes('name="password"')
      ? await this.#submit(asked, { username: userPrincipalName, password, action: 'sign-in' })
      : asked;
    const done = await this.#answer(await this.#submit(confirm, { action: 'continue' }));
    assert.equal(done.status, 200, done.text.slice(0, 800));
    assert.doesNotMatch(done.text, /AADSTS/);
  }
}
