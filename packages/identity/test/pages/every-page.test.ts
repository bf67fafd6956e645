import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { LANGUAGES } from '../../src/pages/language.ts';
import { type Element, named, readPage } from './html-reader.ts';
import { bodyOf, form, pagesWith } from './samples.ts';

const PAGES = Object.entries(pagesWith(what => what)).flatMap(([name, page]) =>
  LANGUAGES.map(language => {
    const reply = page(language);
    return { name: `${name} (${language})`, language, reply, elements: readPage(bodyOf(reply)) };
  }),
);

const idsOf = (elements: readonly Element[]): readonly string[] =>
  elements.flatMap(({ attributes }) => attributes['id'] ?? []);

/** Fields that a person sees. */
const fieldsOf = (elements: readonly Element[]): readonly Element[] =>
  elements.filter(
    ({ name, attributes }) =>
      name === 'textarea' || name === 'select' || (name === 'input' && attributes['type'] !== 'hidden'),
  );

const ownForms = (elements: readonly Element[]): readonly Element[] =>
  named(elements, 'form').filter(({ attributes }) => attributes['action'] === form.action);

describe('every page in every language', () => {
  it('is a whole document that says its language', () => {
    for (const { name, language, reply, elements } of PAGES) {
      assert.match(bodyOf(reply), /^<!doctype html>\n<html lang="/, name);
      assert.equal(named(elements, 'html')[0]?.attributes['lang'], language, name);
      assert.equal(reply.headers?.['content-language'], language, name);
      assert.match(named(elements, 'title')[0]?.text ?? '', /^\S.* · Vakt$/, name);
    }
  });

  it('has one heading at the top, and leaves out no level below', () => {
    for (const { name, elements } of PAGES) {
      const levels = elements.flatMap(({ name: tag }) => /^h([1-6])$/.exec(tag)?.[1] ?? []).map(Number);
      assert.equal(levels.filter(level => level === 1).length, 1, name);
      for (const [at, level] of levels.entries()) assert.ok(level <= (levels[at - 1] ?? 0) + 1, name);
    }
  });

  it('has a label for each field', () => {
    for (const { name, elements } of PAGES) {
      const labels = named(elements, 'label').filter(({ text }) => text.trim() !== '');
      const labelled = new Set(labels.map(({ attributes }) => attributes['for']));
      for (const { attributes } of fieldsOf(elements)) assert.ok(labelled.has(attributes['id']), name);
    }
  });

  it('has no id twice, and describes fields by what is there', () => {
    for (const { name, elements } of PAGES) {
      const ids = idsOf(elements);
      assert.equal(new Set(ids).size, ids.length, name);
      const described = elements.flatMap(
        ({ attributes }) => attributes['aria-describedby']?.split(' ') ?? [],
      );
      assert.deepEqual(
        described.filter(id => !ids.includes(id)),
        [],
        name,
      );
    }
  });

  it('posts its forms, each of ours with the token', () => {
    for (const { name, elements } of PAGES) {
      for (const { attributes } of named(elements, 'form')) assert.equal(attributes['method'], 'post', name);
      const tokens = named(elements, 'input').filter(({ attributes }) => attributes['name'] === 'ctx');
      assert.deepEqual(
        tokens.map(({ attributes }) => attributes['value']),
        ownForms(elements).map(() => form.ctx),
        name,
      );
    }
  });

  it('has buttons that can be read', () => {
    for (const { name, elements } of PAGES)
      for (const { text, attributes } of named(elements, 'button')) {
        assert.notEqual(text.trim(), '', name);
        assert.equal(attributes['type'], 'submit', name);
      }
  });

  it('puts the focus in one place at most', () => {
    for (const { name, elements } of PAGES)
      assert.ok(elements.filter(({ attributes }) => 'autofocus' in attributes).length <= 1, name);
  });

  it('holds nothing that its policy would stop', () => {
    for (const { name, elements } of PAGES) {
      for (const { name: tag, attributes } of elements) {
        assert.ok(!['style', 'link', 'img', 'iframe', 'object', 'base'].includes(tag), name);
        for (const attribute of Object.keys(attributes))
          assert.doesNotMatch(attribute, /^(?:on|style$)/, name);
      }
      assert.equal(named(elements, 'script').length, name.startsWith('form post') ? 1 : 0, name);
    }
  });
});
