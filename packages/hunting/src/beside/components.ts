/** The connected components of a graph (manual: graph-mark-components operator). */

/** The nodes that an edge leads to, by the number of the node. */
export type Targets = readonly (readonly number[])[];

/** For each node a number that only the nodes of its component have. */
type FindComponents = (targets: Targets) => readonly number[];

/** Nodes that a way leads to, whichever way its edges point. */
export const weakComponents: FindComponents = targets => {
  const parents = targets.map((_, node) => node);
  const rootOf = (node: number): number => {
    let at = node;
    for (let parent = parents[at] ?? at; parent !== at; parent = parents[at] ?? at) {
      parents[at] = parents[parent] ?? parent;
      at = parent;
    }
    return at;
  };
  for (const [node, reached] of targets.entries())
    for (const target of reached) {
      const [one, other] = [rootOf(node), rootOf(target)];
      parents[Math.max(one, other)] = Math.min(one, other);
    }
  return parents.map((_, node) => rootOf(node));
};

/** The nodes in the order in which a search in depth is done with them. */
const inOrderOfEnd = (targets: Targets): number[] => {
  const order: number[] = [];
  const isSeen = new Uint8Array(targets.length);
  for (const start of targets.keys()) {
    const path = isSeen[start] ? [] : [{ node: start, next: 0 }];
    isSeen[start] = 1;
    for (let step = path.at(-1); step; step = path.at(-1)) {
      const target = targets[step.node]?.[step.next];
      step.next += 1;
      if (target === undefined) {
        order.push(step.node);
        path.pop();
      } else if (!isSeen[target]) {
        isSeen[target] = 1;
        path.push({ node: target, next: 0 });
      }
    }
  }
  return order;
};

const reversed = (targets: Targets): Targets => {
  const sources: number[][] = targets.map(() => []);
  for (const [node, reached] of targets.entries()) for (const target of reached) sources[target]?.push(node);
  return sources;
};

/** Nodes from each of which a way leads to each other (Kosaraju's algorithm). */
export const strongComponents: FindComponents = targets => {
  const sources = reversed(targets);
  const components = targets.map(() => -1);
  for (const root of inOrderOfEnd(targets).toReversed()) {
    const open = components[root] === -1 ? [root] : [];
    for (let node = open.pop(); node !== undefined; node = open.pop()) {
      if (components[node] !== -1) continue;
      components[node] = root;
      for (const source of sources[node] ?? []) open.push(source);
    }
  }
  return components;
};

/**
 * The components of the nodes of `edges`, which is the JSON of an array of texts, each the JSON of an edge's two nodes:
 * pairs of node and component, numbered from 0 in the order of the nodes' names.
 */
export const componentsJson = (edges: string, find: FindComponents): string => {
  const ends = (JSON.parse(edges) as string[]).map(edge => JSON.parse(edge) as [string, string]);
  const nodes = [...new Set(ends.flat())].toSorted();
  const places = new Map(nodes.map((node, place) => [node, place]));
  const targets: number[][] = nodes.map(() => []);
  for (const [from, to] of ends) targets[places.get(from) ?? 0]?.push(places.get(to) ?? 0);
  const numbers = new Map<number, number>();
  const found = find(targets);
  return JSON.stringify(
    nodes.map((node, place) => {
      const component = found[place] ?? 0;
      const number = numbers.get(component) ?? numbers.size;
      numbers.set(component, number);
      return [node, number];
    }),
  );
};
