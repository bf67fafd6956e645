import type { HuntingTable } from '@vakt/contract/hunting/tables';
import { tablesWith } from './aliases.ts';
import { type ServiceGlobals, service } from './language-service.ts';

const schemaText = ({ columns }: HuntingTable): string =>
  `(${columns.map(({ name, type }) => `['${name}']:${type}`).join(', ')})`;

const globalsOf = (aliases: ReadonlySet<string>): ServiceGlobals => {
  const tables = tablesWith(aliases).map(table =>
    service.Symbols.TableSymbol.From(schemaText(table)).WithName(table.name),
  );
  const database = new service.Symbols.DatabaseSymbol.$ctor1('hunting', tables, false);
  return service.GlobalState.Default.WithDatabase(database);
};

/** Few queries mix several earlier names: the schemas made last are kept. */
const MAX_SCHEMAS = 16;

const schemas = new Map<string, ServiceGlobals>();

/** The names that a query may use: those of today and, beside them, the earlier ones in `aliases`. */
export const globalsFor = (aliases: ReadonlySet<string>): ServiceGlobals => {
  const key = [...aliases].join(' ');
  const globals = schemas.get(key) ?? globalsOf(aliases);
  schemas.delete(key);
  schemas.set(key, globals);
  const oldest = schemas.keys().next();
  if (schemas.size > MAX_SCHEMAS && !oldest.done) schemas.delete(oldest.value);
  return globals;
};
