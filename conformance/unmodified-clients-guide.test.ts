import { testGuide } from './guide.ts';

testGuide({
  name: 'the guide for unmodified clients',
  file: 'docs/unmodified-clients.md',
  shown: [
    /"expires_in":"3599"[\s\S]*"access_token":"eyJ[\s\S]*InvalidAuthenticationToken/,
    /\{"keys":\[\{"kty":"RSA"/,
    /tee -a \/etc\/hosts[\s\S]*"caFile": "[^"]+service-names-ca\.pem"/,
  ],
});
