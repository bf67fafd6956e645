import { eventually, type Road, startRoad } from './road.ts';

/** A Vakt whose sensor may respond on this machine. */
export interface Responder extends Road {
  /** This machine. */
  readonly machineId: string;
  /** Waits until the sensor says how an action went. */
  ended<Action extends { readonly status: string }>(actionId: string): Promise<Action>;
}

/** Starts Vakt with response actions allowed and waits for this machine to be a device of its demo tenant. */
export const startResponder = async (): Promise<Responder> => {
  const road = await startRoad('--allow-response');
  const machineId = await eventually(
    async () => (await road.read<{ value: { id: string }[] }>('/api/machines')).value[0]?.id,
    'the machine',
  );
  return {
    ...road,
    machineId,
    ended: <Action extends { readonly status: string }>(actionId: string) =>
      eventually(async () => {
        const action = await road.read<Action>(`/api/machineactions/${actionId}`);
        return ['Pending', 'InProgress'].includes(action.status) ? undefined : action;
      }, 'the end of the action'),
  };
};
