import { EVIDENCE_TEXTS } from '@vakt/contract/evidence';
import { ELEMENT, type Filter, type QueryValue } from '@vakt/contract/query';
import { type RawBuilder, type SqlBool, sql } from 'kysely';
import { type AlertEntity, addressEntity, fileEntity, LONGEST_NAME, userEntity } from './alert-entities.ts';
import { objectList, type QueryList } from './query-columns.ts';

/** The properties of evidence whose values are names of entities. */
const NAMING: Readonly<Record<string, (value: string) => AlertEntity>> = {
  [`${ELEMENT}/sha1`]: fileEntity,
  [`${ELEMENT}/ipAddress`]: addressEntity,
  [`${ELEMENT}/accountName`]: userEntity,
};

const entitiesOf = (property: string, values: readonly QueryValue[]): readonly AlertEntity[] | undefined => {
  const entityOf = NAMING[property];
  const entities = values.flatMap(value => (entityOf && typeof value === 'string' ? [entityOf(value)] : []));
  const isNoted = entities.every(({ name }) => name !== '' && name.length <= LONGEST_NAME);
  return isNoted && entities.length === values.length ? entities : undefined;
};

/** Entities of one kind, one of which every evidence that meets the condition names; `undefined` when it says of none. */
const namedBy = (condition: Filter): readonly AlertEntity[] | undefined => {
  switch (condition.kind) {
    case 'and':
      return condition.operands.map(namedBy).find(entities => entities !== undefined);
    case 'comparison':
      return condition.operator === 'eq' && !condition.letters
        ? entitiesOf(condition.property, [condition.value])
        : undefined;
    case 'in':
      return condition.letters ? undefined : entitiesOf(condition.property, condition.values);
    default:
      return undefined;
  }
};

const isAlertNaming = (entities: readonly AlertEntity[]): RawBuilder<SqlBool> => sql<SqlBool>`
  alerts.alert_id in (select alert_entities.alert_id from alert_entities
    where alert_entities.kind = ${entities[0]?.kind ?? ''}::text
      and alert_entities.name = any(${entities.map(({ name }) => name)}::text[]))`;

/** The evidence of an alert. What it names stands in `alert_entities` as well, where an index finds it. */
export const EVIDENCE: QueryList = {
  ...objectList(sql`alerts.evidence`, entity => ({
    ...Object.fromEntries(EVIDENCE_TEXTS.map(name => [name, sql`${entity} ->> ${sql.lit(name)}`])),
    processId: sql`(${entity} ->> 'processId')::bigint`,
    parentProcessId: sql`(${entity} ->> 'parentProcessId')::bigint`,
  })),
  implied: condition => {
    const entities = namedBy(condition);
    return entities && isAlertNaming(entities);
  },
};
