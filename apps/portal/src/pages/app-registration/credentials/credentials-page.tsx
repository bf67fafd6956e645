import { useState } from 'react';
import { Section } from '../../../components/section.tsx';
import { Tabs } from '../../../components/tabs.tsx';
import type { NewClientSecret } from '../../../data/client-secrets.ts';
import { useFederatedCredentials } from '../../../data/federated-credentials.ts';
import { useTexts } from '../../../language/language-context.tsx';
import { useApplication } from '../application-context.tsx';
import { Certificates } from './certificates.tsx';
import { ClientSecrets } from './client-secrets.tsx';
import { FederatedCredentials } from './federated-credentials.tsx';
import { NewSecretMessage } from './new-secret-message.tsx';

const TABS = ['certificates', 'secrets', 'federated'] as const;
type CredentialTab = (typeof TABS)[number];

/** What an application proves itself with. */
export const CredentialsPage = () => {
  const { credentials: texts } = useTexts();
  const { id, keyCredentials, passwordCredentials } = useApplication();
  const { data: federated } = useFederatedCredentials(id);
  const [tab, setTab] = useState<CredentialTab>('secrets');
  // Kept above the tabs: nothing reads it again.
  const [newSecret, setNewSecret] = useState<NewClientSecret>();
  const counts = {
    certificates: keyCredentials.length,
    secrets: passwordCredentials.length,
    federated: federated?.length ?? 0,
  };
  return (
    <Section title={texts.title} description={texts.lead}>
      {newSecret && (
        <NewSecretMessage key={newSecret.keyId} secret={newSecret} onHide={() => setNewSecret(undefined)} />
      )}
      <Tabs
        label={texts.title}
        tabs={TABS.map(name => ({ name, title: texts.tabs[name](counts[name]) }))}
        selected={tab}
        onSelect={setTab}
      >
        {tab === 'certificates' && <Certificates />}
        {tab === 'secrets' && <ClientSecrets onMade={setNewSecret} />}
        {tab === 'federated' && <FederatedCredentials />}
      </Tabs>
    </Section>
  );
};
