import type { en } from './en.ts';

export const da: typeof en = {
  title: 'Tokeninspektør',
  lead: 'Indsæt et token: hvad det siger, om det er ægte, og hvilke kald det er godt til. Det bliver på siden: kun serverens offentlige nøgler og navnene bag id’erne i det hentes.',
  token: 'Token',
  tokenHint: 'Med eller uden “Bearer” foran; linjeskift gør ikke noget.',
  clear: 'Ryd',
  unreadable: {
    'too-long': characters =>
      `Teksten har ${characters} tegn: for mange til et token. Et token er én linje på omkring 1.000 til 3.000.`,
    'not-a-token': parts =>
      `Det er ikke et signeret token (JWT): det har tre dele i base64url med punktummer imellem, og dette har ${parts}. Et opdateringstoken, en godkendelseskode eller en klienthemmelighed er det ikke; heller ikke et token, der er skåret af.`,
    encrypted:
      'Tokenet er krypteret (JWE): kun den API, det er til, kan se ind i det. Nedenfor er dets header, som ikke er krypteret.',
  },
  glance: 'Kort sagt',
  kind: 'Hvad det er',
  kinds: {
    application: 'Et adgangstoken i programkontekst: et program i eget navn',
    user: 'Et adgangstoken i brugerkontekst: et program for en bruger, der er logget på',
    'id-token': 'Et id-token: det fortæller et program, hvem der loggede på, og åbner ingen API',
    assertion: 'En klienterklæring: et programs bevis for sig selv ved tokenslutpunktet',
    other: 'Et signeret token af en anden slags',
  },
  application: 'Program',
  user: 'Bruger',
  tenant: 'Lejer',
  ownTenant: name => `${name} (din)`,
  customer: name => `${name} (en kunde)`,
  otherTenant: 'en anden lejer end din',
  audience: 'Til',
  validity: 'Gyldighed',
  stages: {
    timeless: 'Det siger ikke, hvor længe det gælder.',
    'not-yet': 'Gælder ikke endnu.',
    valid: 'Gælder.',
    soon: 'Udløber inden for fem minutter.',
    expired: 'Udløbet.',
  },
  countdown: {
    timeless: () => '',
    'not-yet': clock => `om ${clock}`,
    valid: clock => `${clock} tilbage`,
    soon: clock => `${clock} tilbage`,
    expired: clock => `for ${clock} siden`,
  },
  signature: 'Signatur',
  signatures: {
    checking: 'Kontrolleres …',
    good: 'God: en af serverens nøgler har lavet den, og intet er ændret siden.',
    changed: 'Forkert: tokenet er ændret, efter at det blev signeret, eller ikke kopieret helt.',
    'unknown-key':
      'Ukendt nøgle: serveren offentliggør ikke den nøgle, tokenet nævner. Det er meget gammelt eller lavet et andet sted.',
    'other-server':
      'Ikke fra denne server: en anden autoritet har lavet det, Microsofts sky eller en anden Vakt. Dens nøgler kendes ikke her.',
    none: 'Ingen: tokenet er ikke signeret (alg: none). Enhver kan skrive et sådant; ingen API godtager det.',
    'other-algorithm':
      'Ikke kontrolleret: det er ikke signeret med RS256, og ingen anden algoritme godtages.',
    'critical-extension': 'Godtages ikke: headeren kræver en udvidelse (crit).',
  },
  otherName: issuer =>
    `Det nævner ${issuer} som udsteder; under det navn, du bruger nu, kalder serveren sig noget andet.`,
  may: 'Hvilke kald det er godt til',
  operation: 'Kald',
  noOperation: 'Intet kald har sådan et navn.',
  verdict: {
    may: call => `Må kalde ${call}.`,
    mayNot: (call, status) => `Må ikke kalde ${call}: serveren svarer ${status}.`,
    unknownPlan: plans => `Dets lejer skal have en af disse planer: ${plans}.`,
    otherTenant: 'Det åbner sin egen lejers data, ikke dine.',
    mendAt: place => `Ret det: ${place}`,
  },
  obstacles: {
    tooLong: 'Serveren godtager intet token på mere end 16.384 tegn.',
    signature: 'Signaturen er ikke god; se ovenfor. Hent et token fra denne server.',
    noTimes: 'Det siger ikke, fra hvornår til hvornår det gælder (nbf, exp).',
    expired: time => `Det udløb ${time}. Hent et nyt token; ét varer en time.`,
    notYet: time => `Det gælder ikke før ${time}. Kontrollér urene.`,
    idToken:
      'Det er et id-token. Send access_token fra samme svar; bed om et scope til API’en for at få det.',
    notAnAccessToken:
      'Det er ikke et adgangstoken til disse API’er, som godtager version 1.0. Det er til nogens egen API.',
    issuer: (issuer, expected) => `Udstederen er ${issuer}; for dets lejer skulle det være ${expected}.`,
    audience: audience => `Det er til ${audience}, ikke til denne API. Bed om et token med dette scope:`,
    scope: 'scope',
    applicationPermission: (anyOf, held) =>
      `Dets roles mangler programtilladelsen ${anyOf}. De har: ${held}. Tilføj tilladelsen, giv administratorsamtykke, og hent så et nyt token: dette bliver, som det er.`,
    delegatedPermission: (anyOf, held) =>
      `Dets scp mangler den delegerede tilladelse ${anyOf}. Den har: ${held}. Tilføj tilladelsen, giv samtykke, og log så på igen: dette token bliver, som det er.`,
    userRole: anyOf => `Brugeren skal have en af katalogrollerne ${anyOf}.`,
    plan: (plan, anyOf) => `Lejerens plan er ${plan}; kaldet kræver ${anyOf}.`,
    or: 'eller',
  },
  claims: 'Claims',
  header: 'Header',
  name: 'Navn',
  value: 'Værdi',
  explanation: 'Hvad det betyder',
  more: characters => `… og ${characters} tegn mere`,
};
