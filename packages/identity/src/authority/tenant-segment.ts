import { parseTenantId } from '@vakt/contract/ids';
import { fail, ok, type Result } from '@vakt/contract/result';
import { findTenant, findTenantByDomain, type Tenant } from '@vakt/store/directory/tenants';
import type { Store } from '@vakt/store/store';
import { type Refusal, refusal } from '../aadsts/catalogue.ts';

/** Personal accounts, of which there are none here. */
const CONSUMERS: ReadonlySet<string> = new Set(['consumers', '9188040d-6c67-4c5b-b112-36a304b66dad']);
/** Tenant segments that stand for no one tenant. */
const SHARED_SEGMENTS: ReadonlySet<string> = new Set(['common', 'organizations', ...CONSUMERS]);
const DOMAIN = /^(?=.{1,253}$)[a-z0-9](?:[a-z0-9-]*[a-z0-9])?(?:\.[a-z0-9](?:[a-z0-9-]*[a-z0-9])?)+$/;
const CACHED_SEGMENTS = 10_000;

export const isSharedSegment = (segment: string): boolean => SHARED_SEGMENTS.has(segment.toLowerCase());

/** Whether a segment asks for personal accounts. */
export const isConsumersSegment = (segment: string): boolean => CONSUMERS.has(segment.toLowerCase());

/** Finds tenants by the first segment of the authority's paths. */
export class TenantSegments {
  readonly #store: Store;
  /** Tenants keep their id and first domain for good, so a found one stays found. */
  readonly #found = new Map<string, Tenant>();

  constructor(store: Store) {
    this.#store = store;
  }

  /** @param segment a tenant id or a verified domain, in any letter case. */
  async find(segment: string): Promise<Result<Tenant, Refusal>> {
    const key = segment.toLowerCase();
    const known = this.#found.get(key);
    if (known) return ok(known);
    const id = parseTenantId(key);
    if (!id && !DOMAIN.test(key)) return fail(refusal(900023, { segment }));
    const tenant = id
      ? await findTenant(this.#store.authority, id)
      : await findTenantByDomain(this.#store.authority, key);
    if (!tenant) return fail(refusal(90002, { segment }));
    if (this.#found.size >= CACHED_SEGMENTS) this.#found.clear();
    this.#found.set(key, tenant);
    return ok(tenant);
  }

  /** Refuses a segment that names no tenant; a shared one names none and is no error. */
  async refuseUnknown(segment: string): Promise<Refusal | undefined> {
    if (isSharedSegment(segment)) return undefined;
    const tenant = await this.find(segment);
    return tenant.ok ? undefined : tenant.error;
  }

  /** The tenant that tokens will be for: the one that a segment names, or else the account's own. */
  async findFor(segment: string, home: Tenant): Promise<Result<Tenant, Refusal>> {
    return isSharedSegment(segment) ? ok(home) : this.find(segment);
  }
}
