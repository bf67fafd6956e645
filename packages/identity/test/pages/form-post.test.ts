import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { formPostPage } from '../../src/pages/form-post-page.ts';
import { named, only, readPage } from './html-reader.ts';
import { bodyOf } from './samples.ts';

const TARGET = 'https://app.example/back?keep=1&more="2"';

/** The form that a browser would send. */
const sentBy = (fields: Readonly<Record<string, string>>) => {
  const elements = readPage(bodyOf(formPostPage({ target: TARGET, fields }, 'en')));
  const inputs = named(elements, 'input').map(({ attributes }) => [attributes['name'], attributes['value']]);
  return { action: only(elements, 'form').attributes['action'], fields: Object.fromEntries(inputs) };
};

describe('the page that posts an authorization reply', () => {
  it('sends the fields to the target, and nothing else', () => {
    assert.deepEqual(sentBy({ code: '0.AX', session_state: 's' }), {
      action: TARGET,
      fields: { code: '0.AX', session_state: 's' },
    });
  });

  it('returns a state of several kB byte for byte, with quotes, tags and line breaks', () => {
    const state = `"'<&>\r\n\n\r\tå 😀 &quot; </form><script>x</script> \u2028`.repeat(100);
    assert.ok(Buffer.byteLength(state) > 5_000);
    assert.equal(sentBy({ state }).fields['state'], state);
  });

  it('returns any state', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), state => sentBy({ state }).fields['state'] === state),
    );
  });

  it('sends itself, by the one script that its policy allows, which no field can change', () => {
    const scriptOf = (fields: Readonly<Record<string, string>>) =>
      /<script>(.*)<\/script>/s.exec(bodyOf(formPostPage({ target: TARGET, fields }, 'en')))?.[1];
    assert.equal(scriptOf({ state: '</script><script>alert(1)' }), scriptOf({}));
    // A field named `submit` would stand before the form's own method of that name.
    assert.match(scriptOf({ submit: 'x' }) ?? '', /^HTMLFormElement\.prototype\.submit\.call\(/);
  });

  it('has a button for browsers without scripts', () => {
    const body = bodyOf(formPostPage({ target: TARGET, fields: {} }, 'da'));
    assert.match(body, /<noscript>.*<button class="main" type="submit">Fortsæt<\/button><\/noscript>/s);
  });

  it('does not hold the application to where it may redirect afterwards', () => {
    const { headers } = formPostPage({ target: TARGET, fields: {} }, 'en');
    assert.doesNotMatch(headers?.['content-security-policy'] ?? '', /form-action/);
  });
});
