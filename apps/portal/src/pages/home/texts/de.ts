import type { en } from './en.ts';

export const de: typeof en = {
  title: name => `Willkommen, ${name}`,
  lead: 'Fünf Schritte von nichts zu einem Aufruf der Defender-APIs.',
  steps: {
    register: {
      title: 'Registrieren',
      text: 'Erstellen Sie eine Anwendung: die Identität, die Ihr Skript oder Werkzeug hat.',
    },
    permit: {
      title: 'Erlauben',
      text: 'Wählen Sie die Berechtigungen, um die sie bittet, und erteilen Sie die Zustimmung.',
    },
    prove: { title: 'Nachweisen', text: 'Geben Sie ihr einen geheimen Clientschlüssel oder ein Zertifikat.' },
    token: {
      title: 'Token holen',
      text: 'Kopieren Sie die Anforderung in Ihrer Sprache und sehen Sie in das Token hinein.',
    },
    call: { title: 'Aufrufen', text: 'Schicken Sie das Token mit und lesen Sie Warnungen.' },
  },
  begin: 'Neue Registrierung',
  yourApplications: 'Ihre Anwendungen',
};
