import {
  APPLICATIONS_KEY,
  type Application,
  type ApplicationPatch,
  changeApplication,
} from '../../data/applications.ts';
import { useGraph } from '../../data/graph-context.tsx';
import { type Change, useChange } from '../../data/use-change.ts';
import { useApplication } from './application-context.tsx';

/** Says what to change of an application, given how it is now. */
export type PatchOf = (current: Application) => ApplicationPatch;

/** A change to the application that the address names; its pages read it anew afterwards. */
export const useApplicationChange = (onDone?: () => void): Change<PatchOf, void> => {
  const graph = useGraph();
  const { id } = useApplication();
  return useChange({
    change: (patchOf: PatchOf) => changeApplication(graph, id, patchOf),
    outdates: [APPLICATIONS_KEY],
    ...(onDone && { onDone }),
  });
};
