import type { Application, ApplicationPatch } from '../../../data/applications.ts';

/** An application's properties as Graph sends them, none of them judged. */
export type Manifest = Readonly<Record<string, unknown>>;

/** What an application's manifest can set; credentials have a page of their own. */
const WRITABLE: ReadonlySet<string> = new Set([
  'api',
  'appRoles',
  'description',
  'displayName',
  'identifierUris',
  'info',
  'isFallbackPublicClient',
  'notes',
  'optionalClaims',
  'publicClient',
  'requiredResourceAccess',
  'signInAudience',
  'spa',
  'tags',
  'web',
]);

/** Why a text cannot be saved as the manifest. */
export type ManifestFault =
  | { readonly kind: 'not-json'; readonly reason: string }
  | { readonly kind: 'not-an-object' }
  /** Properties that were changed and cannot be. */
  | { readonly kind: 'fixed'; readonly names: readonly string[] }
  /** Properties that were left out, which says neither "keep" nor "clear". */
  | { readonly kind: 'missing'; readonly names: readonly string[] };

/** An edited manifest, judged: what to send, or what is wrong. */
export type EditedManifest =
  | { readonly ok: true; readonly patch: ApplicationPatch }
  | { readonly ok: false; readonly fault: ManifestFault };

/** The manifest of an application: what Graph says of it, without how it was asked. */
export const manifestOf = (application: Application): Manifest =>
  Object.fromEntries(Object.entries(application).filter(([name]) => !name.startsWith('@odata.')));

export const manifestText = (manifest: Manifest): string => JSON.stringify(manifest, null, 2);

const isObject = (value: unknown): value is Manifest =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** Whether two JSON values say the same, whatever the order of their properties. */
export const isSameJson = (one: unknown, other: unknown): boolean => {
  if (Array.isArray(one) && Array.isArray(other))
    return one.length === other.length && one.every((item, at) => isSameJson(item, other[at]));
  if (!isObject(one) || !isObject(other)) return one === other;
  const names = Object.keys(one);
  return (
    names.length === Object.keys(other).length &&
    names.every(name => Object.hasOwn(other, name) && isSameJson(one[name], other[name]))
  );
};

type Read = { readonly ok: true; readonly manifest: Manifest } | Extract<EditedManifest, { ok: false }>;

const refuse = (fault: ManifestFault): Extract<EditedManifest, { ok: false }> => ({ ok: false, fault });

const readManifest = (text: string): Read => {
  try {
    const manifest: unknown = JSON.parse(text);
    return isObject(manifest) ? { ok: true, manifest } : refuse({ kind: 'not-an-object' });
  } catch (error) {
    return refuse({ kind: 'not-json', reason: error instanceof Error ? error.message : String(error) });
  }
};

/**
 * Judges an edited manifest and says what of it changed.
 *
 * @param base the manifest that the person began with.
 * @param text what they made of it.
 */
export const readEditedManifest = (base: Manifest, text: string): EditedManifest => {
  const read = readManifest(text);
  if (!read.ok) return read;
  const { manifest } = read;
  const missing = Object.keys(base).filter(name => !Object.hasOwn(manifest, name));
  if (missing.length > 0) return refuse({ kind: 'missing', names: missing });
  const changed = Object.keys(manifest).filter(name => !isSameJson(base[name], manifest[name]));
  const fixed = changed.filter(name => !WRITABLE.has(name));
  if (fixed.length > 0) return refuse({ kind: 'fixed', names: fixed });
  // The values are the person's own: the directory judges them.
  return {
    ok: true,
    patch: Object.fromEntries(changed.map(name => [name, manifest[name]])) as ApplicationPatch,
  };
};

/** The properties of a patch that somebody else changed since the person began. */
export const changedMeanwhile = (
  patch: ApplicationPatch,
  base: Manifest,
  current: Manifest,
): readonly string[] => Object.keys(patch).filter(name => !isSameJson(base[name], current[name]));
