/** What a page with a form is given: `action` on Vakt's own origin, and the token that comes back as the field `ctx`. */
export interface FormView {
  readonly action: string;
  /** Opaque: the state of the sign-in and the proof that our own page sent it. */
  readonly ctx: string;
}

/** A form of a sign-in that an application asked for. */
export interface RedirectingFormView extends FormView {
  /**
   * The redirect URIs to which a redirect (3xx) may answer the form; none when the answer is always a page, as
   * `continuePage` is.
   */
  readonly formTargets: readonly string[];
}

/** A person, as pages name them. */
export interface AccountView {
  readonly username: string;
  readonly displayName: string;
  /** The display name of the organization that the account belongs to. */
  readonly organization: string;
}

/** An application that asks for something, as pages name it. */
export interface ApplicationView {
  readonly name: string;
  readonly appId: string;
  /** The display name of the organization that registered it. */
  readonly publisher: string;
  /** A verified domain of that organization. */
  readonly publisherDomain?: string | undefined;
  /** Whether that organization is the one that the person signs in to. */
  readonly isOwnOrganization: boolean;
}

/** A permission that is asked for or was granted. */
export interface PermissionView {
  /** The display name of the resource application that it belongs to. */
  readonly resource: string;
  readonly displayName: string;
  readonly description: string;
  /** As tokens carry it: `Alert.Read.All`. */
  readonly value: string;
  /** `Role`: for the application itself; `Scope`: for the application in the name of a person. */
  readonly kind: 'Role' | 'Scope';
}
