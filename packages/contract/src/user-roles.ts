import type { Operation } from './operations/operation.ts';

/** Directory roles that let a user work in Defender, by template id (reference: identity, section 3.2). */
const WRITING_ROLES: Readonly<Record<string, string>> = {
  '62e90394-69f5-4237-9190-012177145e10': 'Global Administrator',
  '194ae4cb-b126-40b2-bd5b-6091b380977d': 'Security Administrator',
  '5f2222b1-57c3-48ba-8ad5-d4759f1fde6f': 'Security Operator',
};
/** Directory roles that let a user read what Defender knows, by template id. */
export const READING_ROLES: Readonly<Record<string, string>> = {
  ...WRITING_ROLES,
  '5d6b6bb7-de71-4623-b4af-96380a352509': 'Security Reader',
  'f2ef992c-3afb-46b9-b7cf-a126ee74c451': 'Global Reader',
};

/** Whether an operation only reads. */
export const isReading = ({ permissions }: Operation): boolean =>
  permissions.delegated.some(permission => /\.Read(?:\.All)?$/.test(permission));

/** The directory roles, names by template id, one of which a user needs to call an operation. */
export const rolesThatAllow = (operation: Operation): Readonly<Record<string, string>> =>
  isReading(operation) ? READING_ROLES : WRITING_ROLES;

/** Those whom Defender's own roles never limit: they give the others theirs. */
const ADMINISTRATORS: ReadonlySet<string> = new Set([
  '62e90394-69f5-4237-9190-012177145e10',
  '194ae4cb-b126-40b2-bd5b-6091b380977d',
]);

/** Whether a user with these directory roles, by template id, is an administrator of Defender. */
export const isDefenderAdministrator = (directoryRoles: readonly string[]): boolean =>
  directoryRoles.some(role => ADMINISTRATORS.has(role));
