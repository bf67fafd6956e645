/** A permission that an application asks for: `Role` is an application permission, `Scope` a delegated one. */
export interface ResourceAccess {
  readonly id: string;
  readonly type: 'Role' | 'Scope';
}

/** What an application asks of one API. */
export interface RequiredResourceAccess {
  readonly resourceAppId: string;
  readonly resourceAccess: readonly ResourceAccess[];
}
