import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { type RefusalView, refusalPage } from '../../src/pages/refusal-page.ts';
import { named, only, readPage } from './html-reader.ts';
import { bodyOf } from './samples.ts';

const view: RefusalView = {
  status: 400,
  number: 50011,
  text: 'The redirect URI does not match.',
  traceId: 'b6c0a9d2-0000-4000-8000-000000000001',
  correlationId: 'b6c0a9d2-0000-4000-8000-000000000002',
  timestamp: '2026-01-31 09:30:00Z',
};

const textOf = (change: Partial<RefusalView> = {}): string =>
  only(readPage(bodyOf(refusalPage({ ...view, ...change }, 'en'))), 'main').text;

describe('the page of a refusal', () => {
  it('says the number, the message, and what finds it in the logs', () => {
    for (const part of ['AADSTS50011', view.text, view.traceId, view.correlationId, view.timestamp])
      assert.ok(textOf().includes(part), part);
  });

  it('has the status of the refusal', () => {
    assert.equal(refusalPage({ ...view, status: 503 }, 'en').status, 503);
  });

  it('says what to do about it, and what to do about one that it does not know', () => {
    assert.match(textOf(), /Its developer has to register exactly this address/);
    assert.match(textOf({ number: 700016 }), /Check its application ID and the tenant/);
    assert.match(textOf({ number: 90002 }), /Check the tenant ID or the domain/);
    assert.match(textOf({ number: 16000 }), /Go back to the application and try again/);
  });

  it('keeps the message in its own language', () => {
    const elements = readPage(bodyOf(refusalPage(view, 'de')));
    assert.equal(
      named(elements, 'dd').find(({ attributes }) => attributes['lang'] === 'en')?.text,
      view.text,
    );
    assert.match(only(elements, 'h1').text, /^Diese Anmeldung/);
  });
});
