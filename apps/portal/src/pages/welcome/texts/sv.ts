import type { en } from './en.ts';

export const sv: typeof en = {
  title: 'Vakt',
  lead: 'Microsoft Defender-API:erna och auktoriteten framför dem, på din egen dator. Oberoende av Microsoft.',
  signIn: 'Logga in',
  createTenant: 'Skapa en klientorganisation',
  demoTitle: 'Demoorganisationen',
  demo: 'npm start har skapat en med en administratör. Namn och lösenord finns i demo.env i datamappen som terminalen nämner:',
  refused: 'Du loggades inte in.',
};
