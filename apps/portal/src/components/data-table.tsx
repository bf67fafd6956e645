import {
  makeStyles,
  Skeleton,
  SkeletonItem,
  Table,
  TableBody,
  TableCell,
  TableHeader,
  TableHeaderCell,
  TableRow,
  Text,
  tokens,
} from '@fluentui/react-components';
import type { ReactNode } from 'react';

const useStyles = makeStyles({
  // Where a table is wider than the window, it alone scrolls.
  region: { overflowX: 'auto', position: 'relative' },
  cell: {
    overflowWrap: 'anywhere',
    paddingTop: tokens.spacingVerticalXS,
    paddingBottom: tokens.spacingVerticalXS,
  },
  empty: { padding: tokens.spacingVerticalXXL, textAlign: 'center', color: tokens.colorNeutralForeground2 },
});

/** A column of a table of `Row`s. */
export interface Column<Row> {
  readonly name: string;
  readonly show: (row: Row) => ReactNode;
  /** A CSS width, for columns that need little or much. */
  readonly width?: string;
}

interface DataTableProps<Row> {
  /** What the table is of, for screen readers. */
  readonly label: string;
  readonly columns: readonly Column<Row>[];
  /** Not there yet while `undefined`: the table keeps its place with grey lines. */
  readonly rows: readonly Row[] | undefined;
  readonly keyOf: (row: Row) => string;
  /** What is said when there are no rows. */
  readonly empty: ReactNode;
}

/** Below this, a column without a width of its own is no good any more. */
const LEAST_WIDTH = '12rem';

/** What all columns need together. */
const leastWidth = (columns: readonly { readonly width?: string }[]): string =>
  `calc(${columns.map(({ width = LEAST_WIDTH }) => width).join(' + ')})`;

const PLACEHOLDER_ROWS = [1, 2, 3, 4];

/** A table with a line for each row. */
export const DataTable = <Row,>({ label, columns, rows, keyOf, empty }: DataTableProps<Row>) => {
  const styles = useStyles();
  return (
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- What scrolls must be reachable by keyboard.
    <section className={styles.region} aria-label={label} tabIndex={0}>
      <Table
        aria-label={label}
        aria-busy={rows === undefined}
        style={{ minWidth: leastWidth(columns) }}
        size="medium"
      >
        <TableHeader>
          <TableRow>
            {columns.map(({ name, width }) => (
              <TableHeaderCell key={name} style={width === undefined ? {} : { width }}>
                {name}
              </TableHeaderCell>
            ))}
          </TableRow>
        </TableHeader>
        <TableBody>
          {rows?.map(row => (
            <TableRow key={keyOf(row)}>
              {columns.map(({ name, show }) => (
                <TableCell key={name} className={styles.cell}>
                  {show(row)}
                </TableCell>
              ))}
            </TableRow>
          ))}
          {!rows &&
            PLACEHOLDER_ROWS.map(line => (
              <TableRow key={line}>
                {columns.map(({ name }) => (
                  <TableCell key={name}>
                    <Skeleton aria-hidden>
                      <SkeletonItem />
                    </Skeleton>
                  </TableCell>
                ))}
              </TableRow>
            ))}
        </TableBody>
      </Table>
      {rows?.length === 0 && (
        <Text as="p" block className={styles.empty}>
          {empty}
        </Text>
      )}
    </section>
  );
};
