import type { en } from './en.ts';

export const de: typeof en = {
  title: 'Mandanten erstellen',
  lead: 'Ein Mandant ist eine Organisation: ihre Benutzer, Anwendungen und Daten, getrennt von allen anderen auf diesem Server.',
  organization: 'Organisation',
  displayName: 'Name der Organisation',
  domain: 'Domäne',
  domainHint:
    'Benutzernamen enden darauf, und auf diesem Server gehört sie nur diesem Mandanten. Sie muss nicht im DNS stehen: contoso.example genügt.',
  domainFaults: {
    missing: 'Dieses Feld ist erforderlich.',
    'not-a-domain':
      'Schreiben Sie einen DNS-Namen mit mindestens zwei Teilen, z. B. contoso.example: Buchstaben, Ziffern, Bindestriche.',
    'of-the-service': 'Dieser Name gehört dem Dienst selbst. Wählen Sie einen anderen.',
    taken: 'Diese Domäne gehört einem anderen Mandanten des Servers. Wählen Sie eine andere.',
  },
  plan: 'Lizenzplan',
  planHint: 'Welche Aufrufe die APIs beantworten. Er bleibt, wie er ist, sobald es den Mandanten gibt.',
  opens: resources => `Öffnet: ${resources}`,
  administrator: 'Erster Administrator',
  administratorHint:
    'Ein globaler Administrator, der im Mandanten alles kann. Das Kennwort erzeugt der Server.',
  administratorName: 'Name',
  localPart: 'Benutzername',
  localPartHint: userName => `Meldet sich an als ${userName}`,
  localPartFault:
    'Buchstaben, Ziffern, Punkte, Bindestriche und Unterstriche; am Anfang und Ende ein Buchstabe oder eine Ziffer; höchstens 64.',
  operator: 'Betreiber',
  operatorToken: 'Token des Betreibers',
  operatorTokenWhy:
    'Der Betreiber dieses Servers erstellt Mandanten. Das Token zeigt, dass Sie es sind; es wird einmal gesendet und nicht aufbewahrt.',
  commandHere: 'Dieser Befehl zeigt es:',
  commandThere:
    'Auf dem Rechner des Servers zeigt es, in dem Ordner, aus dem Vakt gestartet wurde, dieser Befehl:',
  operatorTokenFaults: {
    missing: 'Dieses Feld ist erforderlich.',
    'not-a-token': 'Das ist nicht das Token: Es hat nur Buchstaben, Ziffern, Bindestriche und Unterstriche.',
    refused:
      'Der Server nimmt dieses Token nicht an. Kopieren Sie es erneut aus operator.token in seinem Datenordner.',
  },
  command: 'den Befehl',
  create: 'Mandanten erstellen',
  alreadyHere: 'Zurück zur Startseite',
  created: 'Der Mandant ist erstellt',
  createdLead: 'Melden Sie sich als Administrator an, und registrieren Sie die erste Anwendung.',
  once: 'Das Kennwort wird nur dieses eine Mal angezeigt',
  onceText:
    'Kopieren Sie es jetzt. Der Server hat keine lesbare Kopie; ein verlorenes Kennwort lässt sich nicht zurückholen.',
  userName: 'Benutzername',
  password: 'Kennwort',
  tenantId: 'Mandanten-ID',
  signInAs: userName => `Als ${userName} anmelden`,
  another: 'Weiteren Mandanten erstellen',
};
