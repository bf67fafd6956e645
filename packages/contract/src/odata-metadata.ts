import type { TSchema } from 'typebox';
import { operations } from './operations.ts';

/** The namespace of the service's types, as its error messages and contexts name them. */
const NAMESPACE = 'microsoft.windowsDefenderATP.api';

/** The part of JSON Schema that the contract's entities use. */
interface JsonSchema {
  readonly type?: string;
  readonly format?: string;
  readonly enum?: readonly unknown[];
  readonly anyOf?: readonly JsonSchema[];
  readonly items?: JsonSchema;
  readonly properties?: Readonly<Record<string, JsonSchema>>;
}

/** An object type of the document: its name and its properties. */
interface ObjectType {
  readonly name: string;
  readonly properties: Readonly<Record<string, JsonSchema>>;
}

const escapeXml = (text: string): string =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('"', '&quot;');

const capital = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);

/** The schema without the null that it may also be. */
const present = (schema: JsonSchema): { readonly schema: JsonSchema; readonly nullable: boolean } => {
  const others = schema.anyOf?.filter(({ type }) => type !== 'null');
  const [only] = others ?? [];
  return only && others?.length === 1 ? { schema: only, nullable: true } : { schema, nullable: false };
};

const scalarOf = ({ type, format }: JsonSchema): string => {
  if (format === 'date-time') return 'Edm.DateTimeOffset';
  if (format === 'uuid') return 'Edm.Guid';
  if (type === 'integer') return 'Edm.Int64';
  if (type === 'number') return 'Edm.Double';
  return type === 'boolean' ? 'Edm.Boolean' : 'Edm.String';
};

/** The name of a type that exists only as a property of another. */
const nestedName = (owner: string, property: string): string => `${owner}${capital(property)}`;

const typeOf = (owner: string, property: string, written: JsonSchema): string => {
  const { schema } = present(written);
  if (schema.items) return `Collection(${typeOf(owner, property, schema.items)})`;
  return schema.properties ? `${NAMESPACE}.${nestedName(owner, property)}` : scalarOf(schema);
};

/** The object types inside a type, those inside them included. */
const nestedTypes = ({ name, properties }: ObjectType): ObjectType[] =>
  Object.entries(properties).flatMap(([property, written]) => {
    const { schema } = present(written);
    const inner = schema.items ?? schema;
    if (!inner.properties) return [];
    const nested = { name: nestedName(name, property), properties: inner.properties };
    return [nested, ...nestedTypes(nested)];
  });

const propertyLines = ({ name, properties }: ObjectType): string[] =>
  Object.entries(properties).map(([property, schema]) => {
    const nullable = present(schema).nullable ? '' : ' Nullable="false"';
    return `        <Property Name="${escapeXml(property)}" Type="${typeOf(name, property, schema)}"${nullable}/>`;
  });

const complexType = (type: ObjectType): string[] => [
  `      <ComplexType Name="${type.name}">`,
  ...propertyLines(type),
  '      </ComplexType>',
];

const entityType = (type: ObjectType): string[] => {
  const [key = 'id'] = Object.keys(type.properties);
  return [
    `      <EntityType Name="${type.name}">`,
    `        <Key><PropertyRef Name="${key}"/></Key>`,
    ...propertyLines(type),
    '      </EntityType>',
  ];
};

/** The sets' names in contexts, and their entities' types. Several operations may list one set. */
const entitySets = (): { readonly set: string; readonly type: ObjectType }[] => {
  const types = new Map<string, ObjectType>();
  for (const { list, reply } of operations) {
    const items = (reply.schema as TSchema & JsonSchema).properties?.value?.items;
    if (list && items?.properties)
      types.set(list.entity, { name: list.entity, properties: items.properties });
  }
  return [...types.values()].map(type => ({ set: `${type.name}s`, type }));
};

/** The OData `$metadata` document (CSDL, XML) of the entity sets. */
export const odataMetadata = (): string => {
  const sets = entitySets();
  return [
    '<?xml version="1.0" encoding="utf-8"?>',
    '<edmx:Edmx Version="4.0" xmlns:edmx="http://docs.oasis-open.org/odata/ns/edmx">',
    '  <edmx:DataServices>',
    `    <Schema Namespace="${NAMESPACE}" xmlns="http://docs.oasis-open.org/odata/ns/edm">`,
    ...sets.flatMap(({ type }) => [...entityType(type), ...nestedTypes(type).flatMap(complexType)]),
    '      <EntityContainer Name="Container">',
    ...sets.map(
      ({ set, type }) => `        <EntitySet Name="${set}" EntityType="${NAMESPACE}.${type.name}"/>`,
    ),
    '      </EntityContainer>',
    '    </Schema>',
    '  </edmx:DataServices>',
    '</edmx:Edmx>',
    '',
  ].join('\n');
};
