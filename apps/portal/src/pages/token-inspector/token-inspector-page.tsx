import { MessageBar, MessageBarBody } from '@fluentui/react-components';
import { useMemo, useState } from 'react';
import { PageHeader } from '../../components/page-header.tsx';
import { Section } from '../../components/section.tsx';
import { useLanguage, useTexts } from '../../language/language-context.tsx';
import { ClaimsTable } from './claims-table.tsx';
import { Inspection } from './inspection.tsx';
import { readToken, type TokenReading } from './read-token.ts';
import { TokenField } from './token-field.tsx';

type Unreadable = Exclude<TokenReading, { kind: 'nothing' | 'token' }>;

const useUnreadableWords = (): ((reading: Unreadable) => string) => {
  const { unreadable: texts } = useTexts().tokenInspector;
  const { language } = useLanguage();
  return reading => {
    switch (reading.kind) {
      case 'too-long':
        return texts['too-long'](reading.characters.toLocaleString(language));
      case 'not-a-token':
        return texts['not-a-token'](reading.parts);
      case 'encrypted':
        return texts.encrypted;
    }
  };
};

/** Looks into a token, in this page alone: it is kept nowhere, and sent nowhere. */
export const TokenInspectorPage = () => {
  const { tokenInspector: texts } = useTexts();
  const [text, setText] = useState('');
  const wordsOf = useUnreadableWords();
  const reading = useMemo(() => readToken(text), [text]);
  return (
    <>
      <PageHeader title={texts.title} description={texts.lead} />
      <TokenField value={text} onChange={setText} />
      <div aria-live="polite">
        {reading.kind !== 'token' && reading.kind !== 'nothing' && (
          <MessageBar intent="warning" layout="multiline">
            <MessageBarBody>{wordsOf(reading)}</MessageBarBody>
          </MessageBar>
        )}
      </div>
      {reading.kind === 'token' && <Inspection token={reading.token} />}
      {reading.kind === 'encrypted' && (
        <Section title={texts.header}>
          <ClaimsTable part="header" claims={reading.header} />
        </Section>
      )}
    </>
  );
};
