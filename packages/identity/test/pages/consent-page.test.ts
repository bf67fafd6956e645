import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { type ApprovalNeededView, approvalNeededPage } from '../../src/pages/approval-needed-page.ts';
import { type ConsentGrantedView, consentGrantedPage } from '../../src/pages/consent-granted-page.ts';
import { type ConsentView, consentPage } from '../../src/pages/consent-page.ts';
import { type Element, named, only, readPage } from './html-reader.ts';
import { accountNamed, applicationNamed, bodyOf, consentView, form, permissionsNamed } from './samples.ts';

const asIs = (what: string): string => what;

const show = (change: Partial<ConsentView> = {}): readonly Element[] =>
  readPage(bodyOf(consentPage({ ...consentView(), ...change }, 'en')));

const textOf = (elements: readonly Element[]): string => only(elements, 'main').text;

const buttons = (elements: readonly Element[]): readonly (string | undefined)[] =>
  named(elements, 'button').map(({ attributes }) => `${attributes['name']}=${attributes['value']}`);

describe('the consent page', () => {
  it('says who asks, who is signed in, and where the answer leads', () => {
    const text = textOf(show());
    for (const part of [
      'Permissions requested',
      'Threat Watch',
      'Fabrikam',
      '(fabrikam.example)',
      'Alex Berg',
    ])
      assert.ok(text.includes(part), part);
    assert.match(text, /Signed in as\s*Alex Berg\s*alex@contoso\.example, Contoso/);
    assert.match(text, /After your answer you go to app\.example\./);
  });

  it('calls an outside publisher unverified, and its own organization by that name', () => {
    assert.match(textOf(show()), /Unverified: Vakt cannot vouch/);
    const own = textOf(show({ application: { ...applicationNamed(asIs), isOwnOrganization: true } }));
    assert.match(own, /Your own organization/);
    assert.doesNotMatch(own, /Unverified/);
  });

  it('lists each permission under its resource, to open for what it allows', () => {
    const elements = show();
    assert.deepEqual(
      named(elements, 'h3').map(({ text }) => text),
      ['WindowsDefenderATP'],
    );
    const [role, scope, ...more] = named(elements, 'details').map(({ text }) => text);
    assert.equal(more.length, 0);
    for (const part of [
      'Read alerts (Role)',
      'without anyone signed in',
      'Read every alert',
      'Alert.Read.All',
    ])
      assert.ok(role?.includes(part), part);
    assert.match(scope ?? '', /in the name of the person signed in/);
  });

  it('says so when a resource does not describe a permission', () => {
    const permissions = permissionsNamed(asIs).map(permission => ({ ...permission, description: '' }));
    assert.match(textOf(show({ permissions })), /gives no description/);
  });

  it('offers the whole organization only to those who may answer for both, and never on its own', () => {
    const boxes = (mode: ConsentView['mode']) =>
      named(show({ mode }), 'input').filter(({ attributes }) => attributes['name'] === 'organization');
    assert.equal(boxes('user').length, 0);
    assert.equal(boxes('organization').length, 0);
    const [box] = boxes('user-or-organization');
    assert.equal(box?.attributes['value'], 'true');
    assert.ok(!('checked' in (box?.attributes ?? {})));
  });

  it('says that an administrator answers for everyone', () => {
    assert.match(
      textOf(show({ mode: 'organization' })),
      /for the whole of Contoso\. If you accept, .* everyone/,
    );
    assert.doesNotMatch(textOf(show({ mode: 'user' })), /the whole of/);
  });

  it('puts neither what is asked for nor who asks into the form, and no focus on a button', () => {
    const elements = show();
    const fields = named(elements, 'input').map(({ attributes }) => attributes['name']);
    assert.deepEqual(fields, ['ctx', 'organization']);
    assert.deepEqual(buttons(elements), ['action=accept', 'action=other', 'action=cancel']);
    assert.ok(elements.every(({ attributes }) => !('autofocus' in attributes)));
  });

  it('marks English descriptions as English on a page in another language', () => {
    const elements = readPage(bodyOf(consentPage(consentView(), 'sv')));
    assert.match(only(elements, 'main').text, /Begärda behörigheter/);
    const english = new Set(
      elements.filter(({ attributes }) => attributes['lang'] === 'en').map(({ text }) => text),
    );
    assert.ok(english.has('Read alerts (Role)') && english.has('Read every alert of the tenant.'));
  });
});

describe('the page for those who may not consent', () => {
  const view: ApprovalNeededView = {
    ...form,
    account: accountNamed(asIs),
    application: applicationNamed(asIs),
    permissions: permissionsNamed(asIs),
    administrators: ['Maja Lund', 'Jonas Weber'],
  };

  it('says what is missing, who can help, and how it is called', () => {
    const text = textOf(readPage(bodyOf(approvalNeededPage(view, 'en'))));
    for (const part of ['Threat Watch', 'Read alerts (Role)', 'Maja Lund', 'Jonas Weber', 'AADSTS90094'])
      assert.ok(text.includes(part), part);
  });

  it('offers another account and the way back, but no consent', () => {
    assert.deepEqual(buttons(readPage(bodyOf(approvalNeededPage(view, 'en')))), [
      'action=other',
      'action=cancel',
    ]);
  });

  it('names a few administrators, not all', () => {
    const administrators = Array.from({ length: 40 }, (_none, at) => `Administrator ${at}`);
    const text = textOf(readPage(bodyOf(approvalNeededPage({ ...view, administrators }, 'en'))));
    assert.equal(text.match(/Administrator \d+/g)?.length, 5);
  });
});

describe('the page after consent that led nowhere else', () => {
  const tenantId = '11111111-2222-4333-8444-555555555555';
  const view: ConsentGrantedView = {
    application: applicationNamed(asIs),
    permissions: permissionsNamed(asIs),
    organization: 'Contoso',
    tenantId,
    forOrganization: true,
  };

  it('shows the tenant id to select and copy, and says to whom to give it', () => {
    const elements = readPage(bodyOf(consentGrantedPage(view, 'en')));
    const id = only(elements, 'textarea');
    assert.equal(id.text, tenantId);
    assert.ok('readonly' in id.attributes);
    assert.match(textOf(elements), /Give the tenant ID to Fabrikam\./);
    assert.equal(named(elements, 'form').length, 0);
  });

  it('says what was granted, and for whom', () => {
    const granted = textOf(readPage(bodyOf(consentGrantedPage(view, 'en'))));
    assert.match(granted, /Threat Watch now has these permissions in the whole of Contoso:/);
    assert.match(granted, /Alert\.Read\.All/);
    const own = textOf(readPage(bodyOf(consentGrantedPage({ ...view, forOrganization: false }, 'en'))));
    assert.match(own, /in Contoso, in your name:/);
  });
});
