import type { FunctionName } from '../../plan/functions.ts';
import { addresses } from './addresses.ts';
import { arrays } from './arrays.ts';
import { bagPaths } from './bag-paths.ts';
import { bags } from './bags.ts';
import { beside } from './beside.ts';
import { conditions } from './conditions.ts';
import { conversions } from './conversions.ts';
import { dates } from './dates.ts';
import { distinctSketches } from './distinct-sketches.ts';
import { distributions } from './distributions.ts';
import { dynamicNumbers } from './dynamic-numbers.ts';
import { dynamics } from './dynamics.ts';
import type { EmitFunction } from './emit-function.ts';
import { encodings } from './encodings.ts';
import { geography } from './geography.ts';
import { hexagons } from './hexagons.ts';
import { jsonTrees } from './json-trees.ts';
import { madeSeries } from './made-series.ts';
import { madeTimes } from './made-times.ts';
import { mathematics } from './mathematics.ts';
import { numbers } from './numbers.ts';
import { parsers } from './parsers.ts';
import { percentileSketches } from './percentile-sketches.ts';
import { places } from './places.ts';
import { regexes } from './regexes.ts';
import { series } from './series.ts';
import { seriesDecompose } from './series-decompose.ts';
import { seriesFilters } from './series-filters.ts';
import { seriesFits } from './series-fits.ts';
import { seriesOutliers } from './series-outliers.ts';
import { seriesParts } from './series-parts.ts';
import { seriesPeriods } from './series-periods.ts';
import { seriesPolynomial } from './series-polynomial.ts';
import { sets } from './sets.ts';
import { text } from './text.ts';
import { timeFormats } from './time-formats.ts';

/** The SQL form of every function of the plan. */
export const functions: Readonly<Record<FunctionName, EmitFunction>> = {
  ...conversions,
  ...numbers,
  ...conditions,
  ...text,
  ...dates,
  ...dynamics,
  ...dynamicNumbers,
  ...arrays,
  ...bags,
  ...bagPaths,
  ...beside,
  ...jsonTrees,
  ...sets,
  ...addresses,
  ...mathematics,
  ...distributions,
  ...madeTimes,
  ...timeFormats,
  ...encodings,
  ...series,
  ...seriesDecompose,
  ...seriesFilters,
  ...seriesFits,
  ...seriesOutliers,
  ...seriesParts,
  ...seriesPeriods,
  ...seriesPolynomial,
  ...madeSeries,
  ...parsers,
  ...regexes,
  ...geography,
  ...hexagons,
  ...places,
  ...distinctSketches,
  ...percentileSketches,
};
