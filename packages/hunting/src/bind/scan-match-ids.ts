import type { AmendedText } from './amended-text.ts';
import { BoundNode } from './bound-node.ts';
import { service } from './language-service.ts';
import { globalsFor } from './schema.ts';

/** The column of a `scan` that the query asks no number of its matches of. */
const UNASKED = "['$match_id']";

const scansIn = (node: BoundNode): BoundNode[] => [
  ...(node.kind === 'ScanOperator' ? [node] : []),
  ...node.children.flatMap(scansIn),
];

const asksForIds = (scan: BoundNode): boolean =>
  scan.list('Parameters').some(parameter => parameter.child('Name')?.simpleName === 'with_match_id');

/**
 * The service gives each `scan` a column `match_id`, which the engine returns only where it is asked for (reference: kql,
 * section 2.4): where it is not, it gets a name that no column has, and is taken away behind the operator.
 */
export const withoutUnaskedMatchIds = (amended: AmendedText): AmendedText => {
  if (!/\bscan\b/.test(amended.text)) return amended;
  const { Syntax } = service.KustoCode.ParseAndAnalyze(amended.text, globalsFor(new Set()));
  // The last first: an insertion moves what stands behind it.
  const places = scansIn(new BoundNode(Syntax))
    .filter(scan => !asksForIds(scan))
    .flatMap(scan => {
      const keyword = scan.children[0];
      return keyword
        ? [
            { offset: keyword.start + keyword.length, text: ` with_match_id=${UNASKED}` },
            { offset: scan.start + scan.length, text: ` | project-away ${UNASKED}` },
          ]
        : [];
    })
    .toSorted((one, other) => other.offset - one.offset);
  return places.reduce((text, { offset, text: added }) => text.insertedAt(offset, added), amended);
};
