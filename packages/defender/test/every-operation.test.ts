import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { after, before, describe, it } from 'node:test';
import { errorCatalogue } from '@vakt/contract/errors';
import type { AppId, TenantId } from '@vakt/contract/ids';
import { operations } from '@vakt/contract/operations';
import { addressOf, pathsOf } from '@vakt/contract/operations/address';
import type { Operation } from '@vakt/contract/operations/operation';
import type { Principal } from '@vakt/contract/principal';
import { Value } from 'typebox/value';
import { handlers } from '../src/handlers.ts';
import { wireCode } from '../src/wire/error-reply.ts';
import { type Answer, application, OTHER_TENANT, TestApi, tokenFor, user } from './api.ts';
import { type Asked, OperationWorld } from './operation-world.ts';

/** Longer than any action waits for its device: what was begun before is over. */
const LONG_AFTERWARDS_MS = 4 * 24 * 3_600_000;

/** The same request with the first segment of its path in other letters than documented. */
const inCapitals = ({ address, body }: Asked): Asked => ({
  address: address.replace(/^\/[^/]+/, root => root.toUpperCase()),
  body,
});

/** Scales every limit down to a call a minute. */
const ONE_CALL = 0.000_001;

/** An application that has not called before. */
const newcomer = ({ permissions }: Operation): Principal =>
  application(permissions.application, { appId: randomUUID() as AppId, ...tokenFor(permissions) });

/** One caller for each permission that is enough. */
const callersOf = ({ permissions }: Operation): Principal[] => [
  ...permissions.application.map(role => application([role], tokenFor(permissions))),
  ...permissions.delegated.map(scope => user([scope], tokenFor(permissions))),
];

/** The answer is what the contract says, and not an empty list. */
const assertFits = ({ reply: { status, form, schema } }: Operation, answer: Answer): void => {
  assert.equal(answer.status, status, answer.text);
  assert.equal(answer.headers['odata-version'], '4.0');
  if (form === 'none') return assert.equal(answer.text, '');
  assert.deepEqual([...Value.Errors(schema, answer.json())], [], answer.text);
  assert.notDeepEqual(answer.json<{ value?: unknown }>().value, [], 'an answer with something in it');
  const type = form === 'text' ? /^text\/plain/ : /odata\.metadata=minimal/;
  assert.match(answer.headers['content-type'] ?? '', type);
};

describe('every operation of the contract', () => {
  let world: OperationWorld;
  before(async () => {
    world = await OperationWorld.open();
  });
  after(() => world.close());

  const send = (operation: Operation, { address, body }: Asked, as?: Principal, api = world.api) =>
    api.call(address, { method: operation.method, as, body });

  const call = (operation: Operation, as?: Principal, path = addressOf(operation)) =>
    send(operation, world.asked(operation, path), as);

  it('has a handler, and no handler is without an operation', () => {
    assert.deepEqual(Object.keys(handlers).toSorted(), operations.map(({ id }) => id).toSorted());
  });

  for (const operation of operations) {
    const { errors } = operation;
    const roles = operation.permissions.application;
    describe(operation.id, () => {
      it('answers 401 and says where tokens are had', async () => {
        const answer = await call(operation);
        assert.equal(answer.status, 401);
        assert.equal(answer.error.code, wireCode(operation, 'Unauthorized'));
        assert.match(
          answer.headers['www-authenticate'] ?? '',
          /^Bearer authorization_uri="https:\/\/[^"]+", error="invalid_token", error_description="[^"]+"$/,
        );
      });

      it('answers 403 and names the roles that are missing', async () => {
        const answer = await call(
          operation,
          application(['Score.Read.All'], tokenFor(operation.permissions)),
        );
        assert.equal(answer.status, 403);
        assert.equal(
          answer.error.message,
          `Missing application roles. API required roles: ${roles.join(',')}, application roles: Score.Read.All.`,
        );
      });

      it('answers on both paths, in any letter case, to each permission that is enough', async () => {
        for (const path of pathsOf(operation))
          for (const caller of callersOf(operation)) {
            await world.renew(operation, caller);
            assertFits(operation, await send(operation, inCapitals(world.asked(operation, path)), caller));
            world.api.now += LONG_AFTERWARDS_MS;
          }
      });

      it('shows nothing to another tenant', async () => {
        const answer = await call(
          operation,
          application(roles, { tenantId: OTHER_TENANT, ...tokenFor(operation.permissions) }),
        );
        if (operation.path.includes('{id}')) assert.equal(answer.status, 404);
        else if (operation.list) assert.deepEqual(answer.json<{ value: unknown[] }>().value, []);
      });

      if (errors.some(code => errorCatalogue[code].status === 400))
        it('answers 400 to what it cannot take, with a code of its own', async () => {
          const asked = world.askedBadly(operation);
          const answer = await send(operation, asked, newcomer(operation));
          assert.equal(answer.status, 400, `${asked.address}: ${answer.text}`);
          const codes = errors.map(code => wireCode(operation, code));
          assert.ok(codes.includes(answer.error.code), answer.text);
        });

      if (errors.includes('ResourceNotFound'))
        it('answers 404 to an id that nothing has', async () => {
          const caller = newcomer(operation);
          await world.renew(operation, caller);
          const asked = world.askedOfNothing(operation);
          const answer = await world.withoutEvents(() => send(operation, asked, caller));
          assert.equal(answer.status, 404, `${asked.address}: ${answer.text}`);
          assert.equal(answer.error.code, wireCode(operation, 'ResourceNotFound'));
        });

      it('answers 429 beyond its limits, and says when to come back', async () => {
        const scarce = new TestApi(world.store, ONE_CALL);
        scarce.now = world.api.now;
        const { address } = world.asked(operation, addressOf(operation));
        // Of some operations a tenant's calls are counted together: this tenant has made none.
        const caller = { ...newcomer(operation), tenantId: randomUUID() as TenantId };
        const first = await send(operation, { address }, caller, scarce);
        const second = await send(operation, { address }, caller, scarce);
        assert.notEqual(first.status, 429);
        assert.equal(second.status, 429);
        assert.equal(second.error.code, wireCode(operation, '429'));
        assert.ok(Number(second.headers['retry-after']) >= 1);
      });

      it('has an example that fits its schema', () => {
        assert.deepEqual([...Value.Errors(operation.reply.schema, operation.reply.example)], []);
        if (operation.body)
          assert.deepEqual([...Value.Errors(operation.body.schema, operation.body.example)], []);
      });
    });
  }
});
