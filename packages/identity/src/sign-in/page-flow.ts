import type { HttpReply } from '@vakt/contract/http';
import type { Result } from '@vakt/contract/result';
import type { Form } from '../authority/form.ts';
import type { SignInTarget } from './authenticate.ts';
import type { Interaction } from './interaction.ts';
import type { Visit } from './visit.ts';

/** Something for which people sign in: an authorization, the administrator's consent, a device, their own account. */
export interface PageFlow {
  /** Reads the request again, as each step does; a reply when it is no longer good. */
  readonly target: (interaction: Interaction, visit: Visit) => Promise<Result<SignInTarget, HttpReply>>;
  /** Goes on once the person signed in, or chose an account. */
  readonly resume: (interaction: Interaction, visit: Visit) => Promise<HttpReply>;
  /** Takes the answer to one of the flow's own pages. */
  readonly submit: (interaction: Interaction, form: Form, visit: Visit) => Promise<HttpReply>;
  /** The person does not want to. */
  readonly cancel: (interaction: Interaction, visit: Visit) => Promise<HttpReply>;
}
