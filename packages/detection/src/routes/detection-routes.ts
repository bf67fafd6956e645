import type { Clock } from '@vakt/contract/clock';
import type { Entropy } from '@vakt/contract/entropy';
import type { HttpReply, HttpRequest, Route } from '@vakt/contract/http';
import type { Principal } from '@vakt/contract/principal';
import type { Result } from '@vakt/contract/result';
import type { HuntingEngine } from '@vakt/hunting/engine';
import { readRuns } from '@vakt/store/detection-progress';
import {
  isDisplayNameTaken,
  listDetectionRules,
  type StoredDetectionRule,
} from '@vakt/store/detection-rules';
import { listHuntingFunctions } from '@vakt/store/hunting-functions';
import { areRolesEnabled } from '@vakt/store/role-access';
import type { Store } from '@vakt/store/store';
import type { Detection } from '../detection.ts';
import { tenantRuleKey } from '../rule-catalogue.ts';
import { createRuleRegistry, type RuleRegistry } from '../rule-registry.ts';
import { createRuleTrial, type RuleTrialParts } from '../trial/rule-trial.ts';
import { createTrialHandler } from '../trial/trial-handler.ts';
import { type AreRolesEnabled, authorize, type Requirement, type VerifyBearer } from './authorize.ts';
import { badRequest, failureReply, type GraphFailure } from './graph-failure.ts';
import { readBody } from './json-reader.ts';
import { parseRule, parseUpdate, toResource } from './rule-resource.ts';
import { validateQuery } from './validate-query.ts';

export interface DetectionRoutesOptions {
  readonly detection: Detection;
  readonly store: Store;
  readonly hunting: Pick<HuntingEngine, 'prepare' | 'run'>;
  readonly lake: RuleTrialParts['lake'];
  readonly clock: Clock;
  readonly entropy: Entropy;
  readonly verify: VerifyBearer;
}

const READ: Requirement = {
  resources: ['MicrosoftGraph'],
  permissions: ['CustomDetection.Read.All', 'CustomDetection.ReadWrite.All'],
};
const WRITE: Requirement = {
  resources: ['MicrosoftGraph'],
  permissions: ['CustomDetection.ReadWrite.All'],
  isAboutEveryDevice: true,
};
/** Whoever may bring events in may have the rules look at what came. */
const RUN: Requirement = {
  resources: ['MicrosoftGraph', 'Vakt'],
  permissions: ['CustomDetection.ReadWrite.All', 'Intake.Write.All', 'Intake.Write'],
  isAboutEveryDevice: true,
};

const NOT_FOUND: GraphFailure = {
  status: 404,
  code: 'NotFound',
  message: 'The tenant has no detection rule of that id.',
};
const UNAVAILABLE: GraphFailure = {
  status: 500,
  code: 'InternalServerError',
  message: 'The event store does not answer. Please try again in a few minutes.',
};

const nameTaken = (name: string): GraphFailure => ({
  status: 409,
  code: 'Conflict',
  message: `The tenant has a detection rule with the display name '${name}' already.`,
});

const authorOf = (principal: Principal): string =>
  principal.kind === 'user' ? principal.userPrincipalName : principal.appDisplayName;

/** Rule ids are positive 64-bit numbers. */
const RULE_ID = /^[1-9]\d{0,17}$/;

type Handle = (request: HttpRequest, principal: Principal) => Promise<Result<HttpReply, GraphFailure>>;
type Outcome = Result<HttpReply, GraphFailure>;

const reply = (status: number, body?: object): Outcome => ({
  ok: true,
  value: body ? { status, body } : { status },
});
const refuse = (error: GraphFailure): Outcome => ({ ok: false, error });

const contextOf = ({ path }: HttpRequest): string => {
  const version = path.toLowerCase().startsWith('/beta/') ? 'beta' : 'v1.0';
  return `https://graph.microsoft.com/${version}/$metadata#security/rules/detectionRules`;
};

/** The rule handlers over a registry, in Graph's shapes. */
const createHandlers = (options: DetectionRoutesOptions, registry: RuleRegistry) => {
  const { store, hunting } = options;

  const single = async (
    status: number,
    request: HttpRequest,
    principal: Principal,
    rule: StoredDetectionRule,
  ): Promise<Outcome> => {
    const runs = await readRuns(store.tenant(principal.tenantId));
    const resource = toResource(rule, runs.get(tenantRuleKey(rule.rule_id)));
    return reply(status, { '@odata.context': `${contextOf(request)}/$entity`, ...resource });
  };

  const functionsOf = ({ tenantId }: Principal) => listHuntingFunctions(store.tenant(tenantId));

  const find = async (request: HttpRequest, principal: Principal) => {
    const id = request.params.id ?? '';
    return RULE_ID.test(id) ? registry.find(principal.tenantId, BigInt(id)) : undefined;
  };

  const create: Handle = async (request, principal) => {
    const body = readBody(request.body);
    if (!body.ok) return body;
    const rule = parseRule(body.value);
    if (!rule.ok) return rule;
    const query = await validateQuery(hunting, principal.tenantId, rule.value, await functionsOf(principal));
    if (!query.ok) return query;
    const created = await registry.create(
      principal.tenantId,
      rule.value,
      query.value.tables,
      authorOf(principal),
    );
    if (!created.ok) return refuse(UNAVAILABLE);
    return created.value
      ? single(201, request, principal, created.value)
      : refuse(nameTaken(rule.value.displayName));
  };

  const list: Handle = async (request, principal) => {
    const db = store.tenant(principal.tenantId);
    const rules = await listDetectionRules(db);
    const runs = await readRuns(db);
    return reply(200, {
      '@odata.context': contextOf(request),
      value: rules.map(rule => toResource(rule, runs.get(tenantRuleKey(rule.rule_id)))),
    });
  };

  const get: Handle = async (request, principal) => {
    const rule = await find(request, principal);
    return rule ? single(200, request, principal, rule) : refuse(NOT_FOUND);
  };

  const update: Handle = async (request, principal) => {
    const before = await find(request, principal);
    if (!before) return refuse(NOT_FOUND);
    const body = readBody(request.body);
    if (!body.ok) return body;
    const rule = parseUpdate(before, body.value);
    if (!rule.ok) return rule;
    const query = await validateQuery(hunting, principal.tenantId, rule.value, await functionsOf(principal));
    if (!query.ok) return query;
    const db = store.tenant(principal.tenantId);
    if (await isDisplayNameTaken(db, rule.value.displayName, before.rule_id))
      return refuse(nameTaken(rule.value.displayName));
    const { tables } = query.value;
    const updated = await registry.update(
      principal.tenantId,
      before,
      rule.value,
      tables,
      authorOf(principal),
    );
    if (!updated.ok) return refuse(UNAVAILABLE);
    return updated.value ? single(200, request, principal, updated.value) : refuse(NOT_FOUND);
  };

  const remove: Handle = async (request, principal) => {
    const rule = await find(request, principal);
    const removed = rule !== undefined && (await registry.remove(principal.tenantId, rule.rule_id));
    return removed ? reply(204) : refuse(NOT_FOUND);
  };

  return { create, list, get, update, remove };
};

/** `POST /vakt/v1/detection/runs` with `{"import": "<name>"}`: rules over a named import. */
const createRunHandler =
  (detection: Detection): Handle =>
  async (request, principal) => {
    const body = readBody(request.body);
    if (!body.ok) return body;
    const name = body.value.import;
    if (typeof name !== 'string' || name === '')
      return refuse(badRequest("The property 'import' must be the name of an import."));
    return reply(200, await detection.runOverImport(principal.tenantId, name));
  };

/** The HTTP face of detection: a tenant's rules as Microsoft Graph has them, and runs over imports. */
export const detectionRoutes = (options: DetectionRoutesOptions): Route[] => {
  const { clock, entropy, verify, detection, store, hunting, lake } = options;
  const tryRule = createRuleTrial({ lake, hunting, entropy });
  const registry = createRuleRegistry({ store, arrivals: detection.arrivals, clock, entropy });
  const handlers = createHandlers(options, registry);

  const areEnabled: AreRolesEnabled = tenant => areRolesEnabled(store.tenant(tenant));
  const route = (method: Route['method'], path: string, needs: Requirement, handle: Handle): Route => ({
    method,
    path,
    handle: async request => {
      const caller = await authorize(verify, areEnabled, request, needs);
      const outcome = caller.ok ? await handle(request, caller.value) : caller;
      return outcome.ok ? outcome.value : failureReply(outcome.error, request, clock, entropy);
    },
  });

  const rules = (version: string): Route[] => {
    const path = `/${version}/security/rules/detectionRules`;
    return [
      route('GET', path, READ, handlers.list),
      route('POST', path, WRITE, handlers.create),
      route('GET', `${path}/{id}`, READ, handlers.get),
      route('PATCH', `${path}/{id}`, WRITE, handlers.update),
      route('DELETE', `${path}/{id}`, WRITE, handlers.remove),
    ];
  };

  return [
    ...rules('v1.0'),
    ...rules('beta'),
    route('POST', '/vakt/v1/detection/runs', RUN, createRunHandler(detection)),
    route('POST', '/vakt/v1/detection/trials', WRITE, createTrialHandler({ tryRule, hunting, store, clock })),
  ];
};
