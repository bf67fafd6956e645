import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import {
  narrowSubscription,
  parseConnectorMessages,
  subscription,
  subscriptionAnswer,
} from '../src/capture/connector-message.ts';

const FORK = 1;
const EXEC = 2;
const EXIT = 0x8000_0000;

/** A datagram as the kernel sends it: netlink header, connector header, event. */
const datagramOf = (what: number, time: bigint, words: readonly number[]): Buffer => {
  const message = Buffer.alloc(16 + 20 + 16 + 24);
  message.writeUInt32LE(message.length, 0);
  message.writeUInt16LE(3, 4);
  message.writeUInt32LE(1, 16);
  message.writeUInt32LE(1, 20);
  message.writeUInt16LE(40, 32);
  message.writeUInt32LE(what, 36);
  message.writeBigUInt64LE(time, 44);
  for (const [index, word] of words.entries()) message.writeUInt32LE(word, 52 + index * 4);
  return message;
};

describe('a datagram of the process connector', () => {
  it('tells of an execution by the process, not the thread', () => {
    assert.deepEqual(parseConnectorMessages(datagramOf(EXEC, 77n, [41, 40])), [
      { kind: 'exec', pid: 40, bootNs: 77n, filename: undefined },
    ]);
  });

  it('tells of a fork by the parent process', () => {
    assert.deepEqual(parseConnectorMessages(datagramOf(FORK, 5n, [11, 10, 21, 20])), [
      { kind: 'fork', parentId: 10, childId: 21, bootNs: 5n },
    ]);
  });

  it('tells of nothing else', () => {
    assert.deepEqual(parseConnectorMessages(datagramOf(EXIT, 5n, [1, 1])), []);
  });

  it('may hold several events', () => {
    const both = Buffer.concat([datagramOf(EXEC, 1n, [1, 1]), datagramOf(EXEC, 2n, [2, 2])]);
    assert.equal(parseConnectorMessages(both).length, 2);
  });

  it('answers a subscription with an error number', () => {
    assert.equal(subscriptionAnswer(datagramOf(0, 1n, [0])), 0);
    assert.equal(subscriptionAnswer(datagramOf(0, 1n, [1])), 1);
    assert.equal(subscriptionAnswer(datagramOf(EXEC, 1n, [0, 0])), undefined);
  });

  it('never throws and always ends on other bytes', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 300 }), bytes => {
        const datagram = Buffer.from(bytes);
        parseConnectorMessages(datagram);
        subscriptionAnswer(datagram);
      }),
    );
  });
});

describe('a subscription', () => {
  it('has the length that its headers say, and the narrow one names what is wanted', () => {
    for (const message of [subscription(), narrowSubscription()]) {
      assert.equal(message.readUInt32LE(0), message.length);
      assert.equal(message.readUInt16LE(32), message.length - 36);
      assert.equal(message.readUInt32LE(36), 1);
    }
    assert.equal(narrowSubscription().readUInt32LE(40), 3);
  });
});
