import { testGuide } from './guide.ts';

testGuide({
  name: 'the guide to signing in',
  file: 'docs/signing-in.md',
  shown: [
    /Alert\.Read[\s\S]*Machine\.Read/,
    /"scope":"Alert\.Read Machine\.Read"[\s\S]*"expires_in":"3599"[\s\S]*"refresh_token":/,
    /"user_code":"[A-Z2-9]{9}"[\s\S]*"interval":5/,
  ],
});
