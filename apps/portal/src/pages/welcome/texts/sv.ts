import type { en } from './en.ts';

export const sv: typeof en = {
  title: 'Vakt',
  lead: 'Microsoft Defender-API:erna och auktoriteten framför dem, på din egen dator. Oberoende av Microsoft.',
  signIn: 'Logga in',
  createTenant: 'Skapa en klientorganisation',
  demoTitle: 'Demoorganisationen',
  demo: 'npm start har skapat en med en administratör, vars namn och lösenord finns i en fil på den här datorn:',
  refused: 'Du loggades inte in.',
};
