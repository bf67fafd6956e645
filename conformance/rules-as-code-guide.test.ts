import { testGuide } from './guide.ts';

testGuide({
  name: 'the guide to rules as code',
  file: 'docs/rules-as-code.md',
  shown: [
    /^$/,
    /ok\tShadow file read\tcat reads it\nok\tShadow file read\tothers are left alone\n[\s\S]*added\tShadow file read[\s\S]*are the same/,
  ],
});
