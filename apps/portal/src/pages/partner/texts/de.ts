import type { en } from './en.ts';

export const de: typeof en = {
  title: 'Partner',
  lead: 'Ein Partner registriert eine Anwendung einmal, im eigenen Mandanten. Ein Administrator jedes Kunden stimmt ihr im Mandanten des Kunden zu. Von da an bekommt das eigene Geheimnis oder Zertifikat des Partners Token dieses Kunden, mit dem, was der Kunde erteilt hat.',
  register: 'Neue Registrierung',
  applications: 'Mehrinstanzenfähige Anwendungen',
  application: 'Anwendung',
  clientId: 'Anwendungs-ID (Client)',
  clientIdOf: name => `Anwendungs-ID von ${name}`,
  customers: 'Kunden',
  empty:
    'Keine Anwendung dieses Mandanten ist für andere Mandanten. Registrieren Sie eine und wählen Sie Konten in einem beliebigen Organisationsverzeichnis.',
  howTitle: 'So geht es',
  steps: [
    'Registrieren Sie eine Anwendung für Konten in einem beliebigen Organisationsverzeichnis, oder ändern Sie eine unter Authentifizierung.',
    'Fordern Sie die nötigen Berechtigungen an und fügen Sie einen geheimen Clientschlüssel oder ein Zertifikat hinzu.',
    'Senden Sie den Zustimmungslink an einen Administrator jedes Kunden und speichern Sie die Mandanten-ID, die dieser gezeigt bekommt.',
    'Prüfen Sie, wer zugestimmt hat. Nach jeder hinzugefügten Berechtigung muss jeder Kunde noch einmal zustimmen.',
    'Rufen Sie ein Token des Kunden ab: dieselbe Anforderung wie zu Hause, an den Mandanten des Kunden.',
  ],
};
