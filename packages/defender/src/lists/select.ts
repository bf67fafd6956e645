/** Keeps the selected properties, in the order of the wire; all of them when nothing is selected. */
export const select = <Entity extends object>(
  entity: Entity,
  names: readonly string[] | undefined,
): Entity | Partial<Entity> =>
  names === undefined
    ? entity
    : (Object.fromEntries(
        Object.entries(entity).filter(([name]) => names.includes(name)),
      ) as Partial<Entity>);
