import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { LANGUAGES } from '../../src/pages/language.ts';
import { type Element, named, readPage } from './html-reader.ts';
import { bodyOf, form, pagesWith } from './samples.ts';

const PAGES = Object.entries(pagesWith(what => what)).flatMap(([name, page]) =>
  LANGUAGES.map(language => ({ name: `${name} (${language})`, language, reply: page(language) })),
);

/** Fields that a person sees. */
const fieldsOf = (elements: readonly Element[]): readonly Element[] =>
  elements.filter(
    ({ name, attributes }) =>
      name === 'textarea' || name === 'select' || (name === 'input' && attributes['type'] !== 'hidden'),
  );

const ownForms = (elements: readonly Element[]): readonly Element[] =>
  named(elements, 'form').filter(({ attributes }) => attributes['action'] === form.action);

for (const { name, language, reply } of PAGES) {
  describe(`the page: ${name}`, () => {
    const body = bodyOf(reply);
    const elements = readPage(body);
    const ids = elements.flatMap(({ attributes }) => attributes['id'] ?? []);

    it('is a whole document in its language', () => {
      assert.match(body, /^<!doctype html>\n<html lang="/);
      assert.equal(named(elements, 'html')[0]?.attributes['lang'], language);
      assert.equal(reply.headers?.['content-language'], language);
      assert.match(named(elements, 'title')[0]?.text ?? '', /^\S.* · Vakt$/);
    });

    it('has one heading at the top and none out of order', () => {
      const levels = elements.flatMap(({ name: tag }) => /^h([1-6])$/.exec(tag)?.[1] ?? []).map(Number);
      assert.deepEqual(
        levels.filter(level => level === 1),
        [1],
      );
      assert.equal(levels[0], 1);
      for (const [at, level] of levels.entries())
        assert.ok(level <= (levels[at - 1] ?? 0) + 1, 'a level is left out');
    });

    it('has a label for each field, and no id twice', () => {
      const labels = named(elements, 'label').filter(({ text }) => text.trim() !== '');
      const labelled = new Set(labels.map(({ attributes }) => attributes['for']));
      for (const field of fieldsOf(elements))
        assert.ok(labelled.has(field.attributes['id']), JSON.stringify(field));
      assert.equal(new Set(ids).size, ids.length);
    });

    it('describes fields by sentences that are there', () => {
      const described = elements.flatMap(
        ({ attributes }) => attributes['aria-describedby']?.split(' ') ?? [],
      );
      for (const id of described) assert.ok(ids.includes(id), id);
    });

    it('posts its forms, each with the token', () => {
      for (const element of named(elements, 'form')) assert.equal(element.attributes['method'], 'post');
      const tokens = named(elements, 'input').filter(({ attributes }) => attributes['name'] === 'ctx');
      assert.deepEqual(
        tokens.map(({ attributes }) => attributes['value']),
        ownForms(elements).map(() => form.ctx),
      );
    });

    it('gives each button a name that can be read and a value that can be told', () => {
      for (const button of named(elements, 'button')) {
        assert.notEqual(button.text.trim(), '');
        assert.equal(button.attributes['type'], 'submit');
      }
    });

    it('puts the focus in one place at most', () => {
      const focused = elements.filter(({ attributes }) => 'autofocus' in attributes);
      assert.ok(focused.length <= 1);
    });

    it('has no style or script that the policy would stop', () => {
      for (const { name: tag, attributes } of elements) {
        assert.ok(!['style', 'link', 'img', 'iframe', 'object', 'base'].includes(tag), tag);
        for (const attribute of Object.keys(attributes)) assert.doesNotMatch(attribute, /^(?:on|style$)/);
      }
      assert.equal(named(elements, 'script').length, name.startsWith('form post') ? 1 : 0);
    });
  });
}
