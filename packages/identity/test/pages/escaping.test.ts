import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { html } from '../../src/pages/html.ts';
import { named, readPage } from './html-reader.ts';
import { bodyOf, pagesWith } from './samples.ts';

/** Text that breaks out of places where it is not escaped. */
const hostile = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 40 }),
  fc.constantFrom(
    '<script>alert(1)</script>',
    '"><img src=x onerror=alert(1)>',
    "' onfocus='alert(1)",
    '</title><h1>Vakt</h1>',
    '</textarea></form><form action="https://evil.example">',
    '&lt;b&gt; &#60;b&#62; &amp',
    '<!-- ',
    ']]>',
    '${ctx}',
  ),
);

/** The page without what was filled in: its tags and the names of their attributes. */
const shapeOf = (body: string): readonly string[] =>
  readPage(body).map(({ name, attributes }) => `${name} ${Object.keys(attributes).join(' ')}`);

describe('text of others on a page', () => {
  it('never becomes markup, on any page, wherever it stands', () => {
    const harmless = pagesWith(what => what);
    const shapes = new Map(
      Object.entries(harmless).map(([name, page]) => [name, shapeOf(bodyOf(page('en')))]),
    );
    fc.assert(
      fc.property(hostile, text => {
        for (const [name, page] of Object.entries(pagesWith(what => `${what}${text}`)))
          assert.deepEqual(shapeOf(bodyOf(page('en'))), shapes.get(name), name);
      }),
      { numRuns: 60 },
    );
  });

  it('comes back from an attribute as it was', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), text => {
        const [element] = readPage(html`<input value="${text}">`.text);
        assert.equal(element?.attributes['value'], text);
      }),
    );
  });

  it('of ten thousand characters is cut, so that a page stays small', () => {
    const long = '<'.repeat(10_000);
    for (const [name, page] of Object.entries(pagesWith(what => `${what}${long}`))) {
      if (name === 'form post' || name === 'continue') continue;
      const shown = readPage(bodyOf(page('en'))).filter(({ name: tag }) => tag === 'bdi' || tag === 'code');
      for (const { text } of shown) assert.ok([...text].length <= 600, name);
    }
  });

  it('is kept from turning the words around it', () => {
    const turned = pagesWith(what => `\u202E${what}\u2069\u202D`);
    for (const [name, page] of Object.entries(turned)) {
      const elements = readPage(bodyOf(page('en')));
      const visible = elements.filter(({ name: tag }) => tag === 'main').map(({ text }) => text);
      assert.doesNotMatch(visible.join(), /[\u202A-\u202E\u2066-\u2069]/, name);
    }
  });

  it('stands in an element of its own direction', () => {
    const elements = readPage(bodyOf(pagesWith(what => `\u200F${what}`).consent?.('en') ?? assert.fail()));
    const isolated = new Set(named(elements, 'bdi').map(({ text }) => text));
    for (const name of ['Threat Watch', 'Fabrikam', 'Contoso', 'Alex Berg'])
      assert.ok(isolated.has(`\u200F${name}`), name);
  });
});
