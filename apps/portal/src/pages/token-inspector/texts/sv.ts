import type { en } from './en.ts';

export const sv: typeof en = {
  title: 'Tokengranskare',
  lead: 'Klistra in en token: vad den säger, om den är äkta och vilka anrop den duger till. Den stannar på sidan: bara serverns publika nycklar och namnen bakom id:na i den hämtas.',
  token: 'Token',
  tokenHint: 'Med eller utan ”Bearer” före; radbrytningar gör inget.',
  clear: 'Rensa',
  unreadable: {
    'too-long': characters =>
      `Texten har ${characters} tecken: för många för en token. En token är en rad på ungefär 1 000 till 3 000.`,
    'not-a-token': parts =>
      `Det är ingen signerad token (JWT): en sådan har tre delar i base64url med punkter emellan, och den här har ${parts}. En uppdateringstoken, en auktoriseringskod eller en klienthemlighet är ingen; inte heller en token som klippts av.`,
    encrypted:
      'Token är krypterad (JWE): bara API:t som den är till för kan läsa den. Nedan är dess huvud, som inte är krypterat.',
  },
  glance: 'I korthet',
  kind: 'Vad det är',
  kinds: {
    application: 'En åtkomsttoken i programkontext: ett program i eget namn',
    user: 'En åtkomsttoken i användarkontext: ett program för en användare som loggat in',
    'id-token': 'En id-token: den berättar för ett program vem som loggade in och öppnar inget API',
    assertion: 'En klientförsäkran: ett programs bevis för sig självt vid tokenslutpunkten',
    other: 'En signerad token av annat slag',
  },
  application: 'Program',
  user: 'Användare',
  tenant: 'Klientorganisation',
  ownTenant: name => `${name} (din)`,
  customer: name => `${name} (en kund)`,
  otherTenant: 'en annan klientorganisation än din',
  audience: 'Till',
  validity: 'Giltighet',
  stages: {
    timeless: 'Den säger inte hur länge den gäller.',
    'not-yet': 'Gäller inte än.',
    valid: 'Gäller.',
    soon: 'Upphör inom fem minuter.',
    expired: 'Utgången.',
  },
  countdown: {
    timeless: () => '',
    'not-yet': clock => `om ${clock}`,
    valid: clock => `${clock} kvar`,
    soon: clock => `${clock} kvar`,
    expired: clock => `för ${clock} sedan`,
  },
  signature: 'Signatur',
  signatures: {
    checking: 'Kontrolleras …',
    good: 'Bra: en av serverns nycklar har gjort den, och inget har ändrats sedan dess.',
    changed: 'Fel: token ändrades efter signeringen eller kopierades inte i sin helhet.',
    'unknown-key':
      'Okänd nyckel: servern publicerar inte nyckeln som token anger. Den är mycket gammal eller gjord någon annanstans.',
    'other-server':
      'Inte från den här servern: en annan auktoritet har gjort den, Microsofts moln eller en annan Vakt. Dess nycklar är inte kända här.',
    none: 'Ingen: token är inte signerad (alg: none). Vem som helst kan skriva en sådan; inget API godtar den.',
    'other-algorithm': 'Inte kontrollerad: den är inte signerad med RS256, och ingen annan algoritm godtas.',
    'critical-extension': 'Godtas inte: huvudet kräver ett tillägg (crit).',
  },
  otherName: issuer =>
    `Den anger ${issuer} som utfärdare; under namnet som du använder nu kallar sig servern något annat.`,
  may: 'Vilka anrop den duger till',
  operation: 'Anrop',
  noOperation: 'Inget anrop heter så.',
  verdict: {
    may: call => `Får anropa ${call}.`,
    mayNot: (call, status) => `Får inte anropa ${call}: servern svarar ${status}.`,
    unknownPlan: plans => `Dess klientorganisation behöver en av planerna: ${plans}.`,
    otherTenant: 'Den öppnar sin egen klientorganisations data, inte din.',
    mendAt: place => `Åtgärda: ${place}`,
  },
  obstacles: {
    tooLong: 'Servern godtar ingen token på mer än 16 384 tecken.',
    signature: 'Signaturen är inte bra; se ovan. Hämta en token från den här servern.',
    noTimes: 'Den säger inte från när till när den gäller (nbf, exp).',
    expired: time => `Den gick ut ${time}. Hämta en ny token; en räcker i en timme.`,
    notYet: time => `Den gäller inte före ${time}. Kontrollera klockorna.`,
    idToken:
      'Det är en id-token. Skicka access_token från samma svar; be om ett scope för API:t för att få den.',
    notAnAccessToken:
      'Det är ingen åtkomsttoken för de här API:erna, som godtar version 1.0. Den är till någons eget API.',
    issuer: (issuer, expected) =>
      `Utfärdaren är ${issuer}; för dess klientorganisation skulle det vara ${expected}.`,
    audience: audience => `Den är till ${audience}, inte till det här API:t. Be om en token med detta scope:`,
    scope: 'scope',
    applicationPermission: (anyOf, held) =>
      `Dess roles saknar programbehörigheten ${anyOf}. De har: ${held}. Lägg till behörigheten, bevilja administratörsmedgivande och hämta sedan en ny token: den här förblir som den är.`,
    delegatedPermission: (anyOf, held) =>
      `Dess scp saknar den delegerade behörigheten ${anyOf}. Den har: ${held}. Lägg till behörigheten, bevilja medgivande och logga sedan in igen: den här token förblir som den är.`,
    userRole: anyOf => `Användaren behöver en av katalogrollerna ${anyOf}.`,
    plan: (plan, anyOf) => `Klientorganisationens plan är ${plan}; anropet kräver ${anyOf}.`,
    or: 'eller',
  },
  claims: 'Anspråk',
  header: 'Huvud',
  name: 'Namn',
  value: 'Värde',
  explanation: 'Vad det betyder',
  more: characters => `… och ${characters} tecken till`,
};
