import {
  type Answer,
  assertIssued,
  type ChosenOptions,
  type NewClient,
  type NewTenant,
} from '../authority.ts';
import { type Credentials, type Page, replyOf, TestBrowser } from '../browser.ts';
import { CHALLENGE, SignInWorld, VERIFIER, type WantedApplication } from '../sign-in-world.ts';

export const WEB = 'https://desk.contoso.example/signed-in';
export const SCOPE = 'User.Read openid profile offline_access';

type Fields = Readonly<Record<string, string>>;

/** What attacks aim at: an application that any user of the world may sign in to. */
export class Desk {
  readonly world: SignInWorld;
  readonly client: NewClient;

  private constructor(world: SignInWorld, client: NewClient) {
    this.world = world;
    this.client = client;
  }

  static async open(application: WantedApplication = {}, options?: ChosenOptions): Promise<Desk> {
    const world = await SignInWorld.start(options);
    const client = await world.register({
      web: [WEB],
      isMultiTenant: true,
      more: { isFallbackPublicClient: true },
      ...application,
    });
    return new Desk(world, client);
  }

  close(): Promise<void> {
    return this.world.close();
  }

  browser(): TestBrowser {
    return new TestBrowser(this.world.authority);
  }

  /** Opens the page for signing in to the application. */
  authorize(browser: TestBrowser, more: Fields = {}, segment = this.world.contoso.tenantId): Promise<Page> {
    return browser.open(`/${segment}/oauth2/v2.0/authorize`, {
      client_id: this.client.appId,
      response_type: 'code',
      redirect_uri: WEB,
      scope: SCOPE,
      state: 'the state',
      code_challenge: CHALLENGE,
      code_challenge_method: 'S256',
      ...more,
    });
  }

  /** Goes all the way to the application: signs in where it is asked to, and consents. */
  async signIn(
    browser: TestBrowser,
    person: Credentials,
    more: Fields = {},
    segment?: string,
  ): Promise<Page> {
    const page = await this.authorize(browser, more, segment);
    const next = page.html.includes('name="password"') ? await browser.signIn(page, person) : page;
    return next.location ? next : browser.accept(next);
  }

  /** A form of this application at a token endpoint. */
  token(form: Fields, segment = this.world.contoso.tenantId): Promise<Answer> {
    return this.world.authority.token(`/${segment}/oauth2/v2.0/token`, {
      client_id: this.client.appId,
      client_secret: this.client.secret,
      ...form,
    });
  }

  redeem(code: string, more: Fields = {}, segment?: string): Promise<Answer> {
    return this.token(
      { grant_type: 'authorization_code', code, redirect_uri: WEB, code_verifier: VERIFIER, ...more },
      segment,
    );
  }

  refresh(refreshToken: string, more: Fields = {}, segment?: string): Promise<Answer> {
    return this.token({ grant_type: 'refresh_token', refresh_token: refreshToken, ...more }, segment);
  }

  /** Everything that a sign-in in a new browser gives. */
  async tokensOf(person: Credentials, more: Fields = {}, segment?: string): Promise<Record<string, unknown>> {
    const page = await this.signIn(this.browser(), person, more, segment);
    const reply = await this.redeem(String(replyOf(page)['code']), { client_info: '1' }, segment);
    assertIssued(reply);
    return reply.body;
  }

  /** Another person of a tenant. */
  async person(name: string, tenant: NewTenant = this.world.contoso): Promise<Credentials & { id: string }> {
    const person = { userPrincipalName: `${name}@${tenant.domain}`, password: `The password of ${name}!` };
    return { ...person, id: await this.world.createUser(tenant, person) };
  }
}
