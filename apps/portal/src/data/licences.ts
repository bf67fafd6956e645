import { useQuery } from '@tanstack/react-query';
import { type Plan, plans } from '@vakt/contract/plan';
import { useGraph } from './graph-context.tsx';

/** A subscription of the tenant (`/v1.0/subscribedSkus`). */
interface SubscribedSku {
  readonly skuPartNumber: string;
}

/** Each plan's name in the vendor's catalogue of products. */
const SKU_PART_NUMBERS: Readonly<Record<Plan, string>> = {
  Plan1: 'DEFENDER_ENDPOINT_P1',
  Plan2: 'WIN_DEF_ATP',
  Business: 'MDE_SMB',
  XDR: 'IDENTITY_THREAT_PROTECTION',
};

/** The tenant's plan; `null` when it has a subscription that this portal does not know. */
export const usePlan = () => {
  const graph = useGraph();
  return useQuery({
    queryKey: ['plan'],
    queryFn: async () => {
      const skus = await graph.list<SubscribedSku>('/v1.0/subscribedSkus');
      const held = new Set(skus.map(({ skuPartNumber }) => skuPartNumber));
      return plans.find(plan => held.has(SKU_PART_NUMBERS[plan])) ?? null;
    },
    staleTime: Infinity,
  });
};
