import type { Command } from 'commander';
import { doing, group, leaf, type Perform } from '../../parsing.ts';
import { type AppOption, withApp } from './app-option.ts';
import type { NewCertificate } from './certificate-add.ts';
import type { NamedKey } from './secret-remove.ts';

const add = (perform: Perform): Command =>
  doing(
    withApp(
      leaf('add', "Register a certificate; its private key stays the application's own", [
        'vakt app certificate add --app CLIENT_ID certificate.pem',
        'vakt app certificate add --app CLIENT_ID - --name build < certificate.pem',
      ])
        .argument('<file>', 'the certificate in PEM, - for standard input')
        .option('--name <name>', "what it is for; the certificate's subject unless given"),
    ),
    perform,
    async () => (await import('./certificate-add.ts')).addCertificate,
    (options: Omit<NewCertificate, 'file'>, [file = '']): NewCertificate => ({ ...options, file }),
  );

const list = (perform: Perform): Command =>
  doing(
    withApp(
      leaf('list', 'List certificates with their thumbprints and ends', [
        'vakt app certificate list --app CLIENT_ID',
        'vakt app certificate list --app CLIENT_ID --json',
      ]),
    ),
    perform,
    async () => (await import('./certificate-list.ts')).listCertificates,
    ({ app }: AppOption) => app,
  );

const remove = (perform: Perform): Command =>
  doing(
    withApp(
      leaf('remove', 'Remove a certificate', [
        'vakt app certificate remove --app CLIENT_ID build',
        'vakt app certificate remove --app CLIENT_ID 11111111-2222-3333-4444-555555555555',
      ]).argument('<key>', "the certificate's key id or name"),
    ),
    perform,
    async () => (await import('./certificate-remove.ts')).removeCertificate,
    ({ app }: AppOption, [key = '']): NamedKey => ({ app, key }),
  );

/** `vakt app certificate …` */
export const certificate = (perform: Perform): Command =>
  group('certificate', 'Certificates in place of secrets')
    .addCommand(add(perform))
    .addCommand(list(perform))
    .addCommand(remove(perform));
