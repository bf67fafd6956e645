import { createContext, useContext } from 'react';
import type { Graph } from './graph.ts';

const GraphContext = createContext<Graph | undefined>(undefined);

export const GraphProvider = GraphContext.Provider;

/** The APIs, called as the person who signed in. */
export const useGraph = (): Graph => {
  const graph = useContext(GraphContext);
  if (!graph) throw new Error('This page is for people who have signed in.');
  return graph;
};
