import type { HttpReply, Route } from '@vakt/contract/http';
import type { Metrics } from './metrics.ts';

/** Whether a part that the server stands on answers right now. */
export interface ReadinessCheck {
  readonly name: string;
  /** Resolves when the part answers; rejects when it does not. */
  readonly probe: () => Promise<unknown>;
}

const readiness = async (checks: readonly ReadinessCheck[]): Promise<HttpReply> => {
  const outcomes = await Promise.allSettled(checks.map(({ probe }) => probe()));
  const parts = Object.fromEntries(
    checks.map(({ name }, at) => [name, outcomes[at]?.status === 'fulfilled' ? 'ready' : 'unavailable']),
  );
  const ready = outcomes.every(({ status }) => status === 'fulfilled');
  return { status: ready ? 200 : 503, body: { status: ready ? 'ready' : 'unavailable', parts } };
};

/** `/healthz` (the process answers), `/readyz` (so do the stores), `/metrics` (Prometheus). */
export const operationsRoutes = (metrics: Metrics, checks: readonly ReadinessCheck[]): Route[] => [
  {
    method: 'GET',
    path: '/healthz',
    isAlwaysServed: true,
    handle: async () => ({ status: 200, body: { status: 'ok' } }),
  },
  { method: 'GET', path: '/readyz', isAlwaysServed: true, handle: () => readiness(checks) },
  {
    method: 'GET',
    path: '/metrics',
    isAlwaysServed: true,
    handle: async () => ({
      status: 200,
      headers: { 'content-type': 'text/plain; version=0.0.4; charset=utf-8' },
      body: metrics.render(),
    }),
  },
];
