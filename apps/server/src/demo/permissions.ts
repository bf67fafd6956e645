import type { ResourceName } from '@vakt/contract/resources';

/** What the demo application may do: the least that its examples need, and nothing that acts. */
export const DEMO_PERMISSIONS: Readonly<Partial<Record<ResourceName, readonly string[]>>> = {
  WindowsDefenderATP: ['Alert.ReadWrite.All', 'Machine.Read.All', 'AdvancedQuery.Read.All'],
  MicrosoftThreatProtection: ['Incident.Read.All', 'AdvancedHunting.Read.All'],
  MicrosoftGraph: ['ThreatHunting.Read.All'],
};
