import { useQuery } from '@tanstack/react-query';
import type { Graph } from './graph.ts';
import { useGraph } from './graph-context.tsx';

/** A customer of a partner's application, saved by its tenant's id (`/vakt/v1/customers`). */
export interface Customer {
  /** The application's client id. */
  readonly appId: string;
  readonly tenantId: string;
  readonly displayName: string | null;
  readonly createdDateTime: string;
}

/** Everything read of customers. */
export const CUSTOMERS_KEY = ['customers'] as const;

const PATH = '/vakt/v1/customers';

/** What a customer is called: its name, or else its tenant's id. */
export const nameOfCustomer = ({ displayName, tenantId }: Customer): string => displayName ?? tenantId;

/** The customers of one application, by name. @param appId its client id. */
export const useCustomers = (appId: string) => {
  const graph = useGraph();
  return useQuery({
    queryKey: [...CUSTOMERS_KEY, appId],
    queryFn: () => graph.list<Customer>(`${PATH}?appId=${encodeURIComponent(appId)}`),
    select: customers =>
      customers.toSorted((one, other) => nameOfCustomer(one).localeCompare(nameOfCustomer(other))),
  });
};

/** The customers of all applications of the tenant. */
export const useAllCustomers = () => {
  const graph = useGraph();
  return useQuery({ queryKey: [...CUSTOMERS_KEY, 'all'], queryFn: () => graph.list<Customer>(PATH) });
};

/** Saves a customer, or gives a saved one another name. @throws Problem */
export const saveCustomer = (graph: Graph, customer: Omit<Customer, 'createdDateTime'>): Promise<Customer> =>
  graph.post<Customer>(PATH, customer);

/** @throws Problem */
export const removeCustomer = (graph: Graph, { appId, tenantId }: Customer): Promise<void> =>
  graph.delete(`${PATH}/${encodeURIComponent(appId)}/${encodeURIComponent(tenantId)}`);
