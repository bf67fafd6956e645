import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { describe, it } from 'node:test';
import { Validator } from '@seriousme/openapi-schema-validator';
import { Value } from 'typebox/value';
import { errorsOf } from '../src/error-examples.ts';
import { errorCatalogue } from '../src/errors.ts';
import { odataMetadata } from '../src/odata-metadata.ts';
import { openApiDocument } from '../src/openapi.ts';
import { operations } from '../src/operations.ts';
import { permissionMapMarkdown } from '../src/permission-map.ts';
import { findPermission } from '../src/permissions.ts';
import { errorSchema, graphErrorSchema } from '../src/schemas/error.ts';

describe('the contract as documents', () => {
  it('has the permission map that docs/ shows (node scripts/write-permission-map.ts)', () => {
    const page = readFileSync(new URL('../../../docs/permission-map.md', import.meta.url), 'utf8');
    assert.equal(page, permissionMapMarkdown());
  });

  it('describes every operation in OpenAPI, as plain JSON', () => {
    const document = openApiDocument('https://localhost:8443');
    assert.deepEqual(JSON.parse(JSON.stringify(document)), document);
    const described = Object.values(document.paths).flatMap(item => Object.values(item));
    assert.deepEqual(
      described.map(({ operationId }) => operationId).toSorted(),
      operations.map(({ id }) => id).toSorted(),
    );
    for (const { operationId, responses, parameters } of described) {
      const success = operations.find(({ id }) => id === operationId)?.reply.status;
      for (const status of [String(success), '401', '403', '429', '500'])
        assert.ok(Object.keys(responses).includes(status), status);
      assert.equal(new Set(parameters.map(({ name }) => name)).size, parameters.length);
    }
  });
});

describe('the OpenAPI document', () => {
  const document = openApiDocument('https://localhost:8443');

  it('is valid by the schema of OpenAPI 3.1', async () => {
    const plain = JSON.parse(JSON.stringify(document)) as Record<string, unknown>;
    const validator = new Validator();
    const { valid, errors } = await validator.validate(plain);
    assert.ok(valid, JSON.stringify(errors));
    assert.equal(validator.version, '3.1');
  });

  for (const operation of operations) {
    const described = Object.values(document.paths)
      .flatMap(item => Object.values(item))
      .find(({ operationId }) => operationId === operation.id);

    it(`gives an example of ${operation.id}, and of every error that it may answer`, () => {
      assert.ok(described);
      const responses = described.responses as Record<string, { content?: Record<string, object> }>;
      const success = Object.values(responses[operation.reply.status]?.content ?? {});
      for (const content of success) assert.ok('example' in content);
      assert.equal(success.length, operation.reply.form === 'none' ? 0 : 1);
      for (const code of errorsOf(operation)) {
        const content = responses[errorCatalogue[code].status]?.content?.['application/json'];
        const { examples } = content as { examples: Record<string, { value: unknown }> };
        const schema = operation.door === 'graph' ? graphErrorSchema : errorSchema;
        assert.deepEqual([...Value.Errors(schema, examples[code]?.value)], [], code);
      }
    });
  }
});

describe('$metadata', () => {
  const document = odataMetadata();

  it('names the entity sets that contexts point to', () => {
    for (const set of ['Alerts', 'Machines', 'MachineActions', 'Incidents'])
      assert.match(
        document,
        new RegExp(`<EntitySet Name="${set}" EntityType="microsoft\\.windowsDefenderATP`),
      );
  });

  it('is well-formed: every opened element is closed in its turn', () => {
    const open: string[] = [];
    for (const [, closing, name = '', empty] of document.matchAll(/<(\/?)([\w:]+)[^>]*?(\/?)>/g)) {
      if (closing) assert.equal(open.pop(), name);
      else if (!empty) open.push(name);
    }
    assert.deepEqual(open, []);
  });

  it('describes every type that it names, once', () => {
    const described = [...document.matchAll(/Type Name="(\w+)"/g)].map(([, name]) => name);
    assert.equal(new Set(described).size, described.length);
    for (const [, name] of document.matchAll(/windowsDefenderATP\.api\.(\w+)[")]/g))
      if (!/^Container$/.test(name ?? '')) assert.ok(described.includes(name), name);
  });
});

describe('$metadata, by the rules of CSDL 4.0', () => {
  const document = odataMetadata();
  const elementsOf = (name: string): Record<string, string>[] =>
    [...document.matchAll(new RegExp(`<${name} ([^>]*?)/?>`, 'g'))].map(([, attributes = '']) =>
      Object.fromEntries(
        [...attributes.matchAll(/([\w:]+)="([^"]*)"/g)].map(([, key, value]) => [key, value]),
      ),
    );

  it('names everything by simple identifiers', () => {
    for (const element of ['EntityType', 'ComplexType', 'Property', 'EntitySet', 'EntityContainer'])
      for (const { Name } of elementsOf(element))
        assert.match(Name ?? '', /^[\p{L}_][\p{L}\p{N}_]{0,127}$/u, `${element} ${Name}`);
  });

  it('gives properties primitive types, or types of its own', () => {
    const primitive = /^Edm\.(?:String|Int64|Double|Boolean|DateTimeOffset|Guid)$/;
    for (const { Name, Type = '' } of elementsOf('Property')) {
      const item = Type.replace(/^Collection\((.*)\)$/, '$1');
      assert.ok(
        primitive.test(item) || item.startsWith('microsoft.windowsDefenderATP.api.'),
        `${Name}: ${Type}`,
      );
    }
  });

  it('has no property twice, and keys that are never null', () => {
    for (const [, type, body = ''] of document.matchAll(
      /<(?:Entity|Complex)Type Name="(\w+)">(.*?)<\/(?:Entity|Complex)Type>/gs,
    )) {
      const names = [...body.matchAll(/<Property Name="(\w+)"/g)].map(([, name]) => name);
      assert.equal(new Set(names).size, names.length, type);
      const [, key] = /<PropertyRef Name="(\w+)"/.exec(body) ?? [];
      if (key !== undefined)
        assert.match(body, new RegExp(`<Property Name="${key}" Type="Edm\\.\\w+" Nullable="false"/>`), type);
    }
  });
});

describe('the operations', () => {
  it('name only permissions of the catalogue', () => {
    for (const { id, permissions } of operations) {
      for (const role of permissions.application)
        assert.ok(findPermission(permissions.resource, role, 'Role'), `${id}: ${role}`);
      for (const scope of permissions.delegated)
        assert.ok(findPermission(permissions.resource, scope, 'Scope'), `${id}: ${scope}`);
    }
  });

  it('filter by properties that they have, in the names of their replies', () => {
    for (const { id, list, reply } of operations) {
      if (!list) continue;
      const { value } = (
        reply.schema as unknown as { properties: { value: { items: { properties: object } } } }
      ).properties;
      const names = Object.keys(value.items.properties);
      for (const name of Object.keys(list.properties)) assert.ok(names.includes(name), `${id}: ${name}`);
      for (const name of list.filterable) assert.ok(list.properties[name], `${id}: ${name}`);
    }
  });

  it('name the failures that follow from what they take', () => {
    for (const { id, list, filter, body, path, errors } of operations) {
      if (list || filter) assert.ok(errors.includes('ODataError'), id);
      if (body) assert.ok(errors.includes('InvalidRequestBody'), id);
      if (path.includes('{id}')) assert.ok(errors.includes('ResourceNotFound'), id);
    }
  });

  it('have ids and paths of their own', () => {
    assert.equal(new Set(operations.map(({ id }) => id)).size, operations.length);
    assert.equal(new Set(operations.map(({ method, path }) => `${method} ${path}`)).size, operations.length);
  });
});
