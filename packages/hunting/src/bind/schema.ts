import { type HuntingTable, huntingTables } from '@vakt/contract/hunting/tables';
import { type ServiceGlobals, service } from './language-service.ts';

/** The Log Analytics name of `Timestamp`; accepted beside it, as where both kinds of tables are hunted together. */
export const TIME_ALIAS = 'TimeGenerated';

const schemaText = ({ columns }: HuntingTable, withAlias: boolean): string => {
  const all = columns.flatMap(column =>
    withAlias && column.name === 'Timestamp' ? [column, { name: TIME_ALIAS, type: 'datetime' }] : [column],
  );
  return `(${all.map(({ name, type }) => `['${name}']:${type}`).join(', ')})`;
};

const globalsOf = (withAlias: boolean): ServiceGlobals => {
  const tables = [...huntingTables.values()].map(table =>
    service.Symbols.TableSymbol.From(schemaText(table, withAlias)).WithName(table.name),
  );
  const database = new service.Symbols.DatabaseSymbol.$ctor1('hunting', tables, false);
  return service.GlobalState.Default.WithDatabase(database);
};

let plain: ServiceGlobals | undefined;
let aliased: ServiceGlobals | undefined;

/**
 * The names that a query may use. A query that says `TimeGenerated` sees that column beside `Timestamp` in every table;
 * any other query does not, so that its answers have the documented columns.
 */
export const globalsFor = (text: string): ServiceGlobals => {
  if (!text.includes(TIME_ALIAS)) return (plain ??= globalsOf(false));
  return (aliased ??= globalsOf(true));
};
