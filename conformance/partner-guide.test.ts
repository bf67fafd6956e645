import { testGuide } from './guide.ts';

testGuide({
  name: 'the guide for partners',
  file: 'docs/partner.md',
  shown: [
    /admin@contoso\.example/,
    /file\tconsole\.secret/,
    /\tContoso\tnot consented\tWindowsDefenderATP\/Alert\.Read\.All\t/,
    /link\thttps:\/\/localhost:\d+\/common\/oauth2\/authorize\?prompt=consent&client_id=[0-9a-f-]{36}&response_type=code&sso_reload=true/,
    /\tContoso\tgranted\t\t/,
    /#Alerts[\s\S]*roles\tAlert\.Read\.All/,
    /drifted\tWindowsDefenderATP\/Machine\.Read\.All[\s\S]*\tContoso\tgranted\t\t/,
    /works as well, until[\s\S]*\tContoso\tgranted\t\t/,
    /Machine\.Read\.All\tapplication[\s\S]*removed\ttrue/,
    /userPrincipalName\t\S+#EXT#@contoso\.example[\s\S]*type\tGuest[\s\S]*roles\tSecurity Reader/,
  ],
  // It only looks the command up, and takes longer for that than most commands do.
  prelude: 'npx() { "$@"; }\n',
});
