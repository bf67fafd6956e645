import { testGuide } from './guide.ts';

testGuide({
  name: 'the guide to hunting',
  file: 'docs/hunting.md',
  shown: [
    /(?:^\d+\n[^\d]*){3}$/m,
    /"country":"United States"/,
    /name\tDevicesLike\n[\s\S]*\n0\n[\s\S]*\nDevicesLike\tpart:string\t[\s\S]*deleted\ttrue/,
    /Columns: OSPlatform: string, n: long\nTables: DeviceInfo\n[\s\S]*Time: bind [\s\S]*Read: \d+ rows/,
    /Did you mean 'OSPlatform'/,
  ],
});
