/** What a 403 says about permissions. */
export interface MissingRoles {
  /** Any one of these would do. */
  readonly required: readonly string[];
  /** What the token has. */
  readonly held: readonly string[];
}

const TEXT =
  /required (?:roles|scopes): *(?<required>[^:]*?), *(?:application|delegated|user)?[^:,]*: *(?<held>.*?)\.?$/i;

const split = (list: string): string[] =>
  list
    .split(/[,\s]+/)
    .map(name => name.replace(/\.$/, ''))
    .filter(name => name !== '');

/** Reads the service's sentence `Missing application roles. API required roles: …, application roles: ….` */
export const readMissingRoles = (message: string): MissingRoles | undefined => {
  const found = TEXT.exec(message)?.groups;
  return found && { required: split(found['required'] ?? ''), held: split(found['held'] ?? '') };
};
