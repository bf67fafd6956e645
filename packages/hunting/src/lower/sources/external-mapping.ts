import type { BoundNode } from '../../bind/bound-node.ts';
import type { FieldMapping } from '../../plan/external-source.ts';
import { jsonSteps } from '../functions/json-path.ts';
import { meaningless, unsupported } from '../refusal.ts';

type Entry = Readonly<Record<string, unknown>>;

const isEntry = (value: unknown): value is Entry =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** Names in mappings count whatever their case. */
const lowerCased = (entry: Entry): Entry =>
  Object.fromEntries(Object.entries(entry).map(([name, value]) => [name.toLowerCase(), value]));

const pathSteps = (path: unknown, node: BoundNode): (string | number)[] => {
  const steps = typeof path === 'string' ? jsonSteps(path) : undefined;
  if (!steps) throw unsupported('This path of an ingestion mapping', node);
  return steps.flatMap((step): readonly (string | number)[] => {
    if (step.kind !== 'constant') return [];
    return typeof step.value === 'bigint' ? [Number(step.value)] : [String(step.value)];
  });
};

const fieldOf = (told: Entry, node: BoundNode): FieldMapping => {
  const transform = told['transform'];
  if (transform !== undefined && transform !== null && transform !== 'None')
    throw unsupported('A transformation of an ingestion mapping', node);
  const constant = told['constvalue'] ?? told['constantvalue'];
  if (constant !== undefined && constant !== null) return { kind: 'constant', text: String(constant) };
  if (told['path'] !== undefined) return { kind: 'path', steps: pathSteps(told['path'], node) };
  const ordinal = Number(told['ordinal']);
  if (!Number.isInteger(ordinal) || ordinal < 0)
    throw meaningless('Each entry of an ingestion mapping needs a Path, an Ordinal or a ConstValue.', node);
  return { kind: 'ordinal', ordinal };
};

const entriesIn = (text: string, node: BoundNode): readonly Entry[] => {
  try {
    const parsed: unknown = JSON.parse(text);
    if (Array.isArray(parsed) && parsed.every(isEntry)) return parsed;
  } catch {
    // Said below: not JSON and not an array are the same mistake.
  }
  throw meaningless('An ingestion mapping is a JSON array of objects.', node);
};

/** Reads `ingestionMapping`, in its present form and in the earlier one without `Properties` (manual: data mappings). */
export const mappingOf = (text: string, node: BoundNode): Readonly<Record<string, FieldMapping>> =>
  Object.fromEntries(
    entriesIn(text, node).map(entry => {
      const own = lowerCased(entry);
      const { properties } = own as { properties?: unknown };
      const told = isEntry(properties) ? { ...own, ...lowerCased(properties) } : own;
      const column = told['column'] ?? told['name'];
      if (typeof column !== 'string')
        throw meaningless('Each entry of an ingestion mapping names its Column.', node);
      return [column, fieldOf(told, node)];
    }),
  );
