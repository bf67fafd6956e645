import { constant, type Expression } from '../../plan/expression.ts';

/** One step of a JSON path: `.name`, `['name']` or `[0]`. */
const JSON_STEP = /\.([\p{L}_][\p{L}\p{N}_]*)|\[(\d+)\]|\[(?:"([^"\\]+)"|'([^'\\]+)')\]/uy;

/** The steps of a path from the root `$`; `undefined` when it is none or looks in several places. */
export const jsonSteps = (path: string): Expression[] | undefined => {
  const steps: Expression[] = [];
  JSON_STEP.lastIndex = 1;
  while (path.startsWith('$') && JSON_STEP.lastIndex < path.length) {
    const found = JSON_STEP.exec(path);
    if (!found) return undefined;
    const [, name, index, double, single] = found;
    steps.push(
      index === undefined
        ? constant('string', name ?? double ?? single ?? '')
        : constant('long', BigInt(index)),
    );
  }
  return path.startsWith('$') ? steps : undefined;
};
