import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { type SignInProblem, type SignInView, signInPage } from '../../src/pages/sign-in-page.ts';
import { textsOf } from '../../src/pages/texts.ts';
import { type Element, named, only, readPage } from './html-reader.ts';
import { bodyOf, signInView } from './samples.ts';

const show = (change: Partial<SignInView> = {}): readonly Element[] =>
  readPage(bodyOf(signInPage({ ...signInView(), ...change }, 'en')));

const input = (elements: readonly Element[], name: string) => only(elements, 'input', { name }).attributes;

const focused = (elements: readonly Element[]): readonly (string | undefined)[] =>
  elements.filter(({ attributes }) => 'autofocus' in attributes).map(({ attributes }) => attributes['name']);

const faulty = (elements: readonly Element[]): readonly (string | undefined)[] =>
  elements
    .filter(({ attributes }) => attributes['aria-invalid'] === 'true')
    .map(({ attributes }) => attributes['name']);

describe('the sign-in page', () => {
  it('asks for a username and a password as password managers expect it', () => {
    const elements = show();
    const username = input(elements, 'username');
    assert.equal(username['autocomplete'], 'username');
    assert.equal(username['value'], 'alex@contoso.example');
    assert.equal(username['autocapitalize'], 'none');
    const password = input(elements, 'password');
    assert.equal(password['type'], 'password');
    assert.equal(password['autocomplete'], 'current-password');
    assert.equal(password['value'], '');
  });

  it('says for which application and in which organization', () => {
    const text = show().find(({ name }) => name === 'main')?.text ?? '';
    assert.match(text, /to continue to Threat Watch/);
    assert.match(text, /You sign in to Contoso\./);
  });

  it('does not remember anybody who did not ask for it', () => {
    const remember = input(show(), 'remember');
    assert.equal(remember['type'], 'checkbox');
    assert.ok(!('checked' in remember));
  });

  it('signs in with the Enter key, and cancels however little is filled in', () => {
    const [first, second] = named(show(), 'button').map(({ attributes }) => attributes);
    assert.deepEqual([first?.['name'], first?.['value']], ['action', 'sign-in']);
    assert.deepEqual([second?.['name'], second?.['value']], ['action', 'cancel']);
    assert.ok(second && 'formnovalidate' in second);
  });

  it('begins where something is missing', () => {
    assert.deepEqual(focused(show({ username: '' })), ['username']);
    assert.deepEqual(focused(show()), ['password']);
  });

  const PROBLEMS: readonly [problem: SignInProblem, field: string | undefined][] = [
    ['wrong-password', 'password'],
    ['unknown-account', 'username'],
    ['locked', 'username'],
    ['disabled', 'username'],
    ['no-password', 'username'],
    ['not-in-tenant', 'username'],
    ['missing-fields', 'password'],
    ['too-many', undefined],
  ];

  it('knows what to say to every problem', () => {
    assert.deepEqual(
      new Set(PROBLEMS.map(([problem]) => problem)),
      new Set(Object.keys(textsOf('en').signIn.problems)),
    );
  });

  for (const [problem, field] of PROBLEMS)
    it(`says what is wrong first and at its field: ${problem}`, () => {
      const elements = show({ problem });
      const alert = only(elements, 'p', { role: 'alert' });
      assert.equal(alert.text, textsOf('en').signIn.problems[problem]);
      assert.match(only(elements, 'title').text, /^Error: /);
      assert.deepEqual(faulty(elements), field === undefined ? [] : [field]);
      if (field === undefined) return;
      assert.deepEqual(focused(elements), [field]);
      const described = input(elements, field)['aria-describedby'];
      assert.ok(described?.split(' ').includes(alert.attributes['id'] ?? ''));
    });

  it('points to the username when that is what is missing', () => {
    const elements = show({ username: '', problem: 'missing-fields' });
    assert.deepEqual(faulty(elements), ['username']);
    assert.deepEqual(focused(elements), ['username']);
  });
});
