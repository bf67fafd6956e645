import { Link, makeStyles, Text, tokens } from '@fluentui/react-components';
import type { ReactNode } from 'react';
import { CopyableValue } from '../../../components/copyable-value.tsx';
import { Section } from '../../../components/section.tsx';
import { CERTIFICATE_AUTHORITY_PATH } from '../../../data/server.ts';
import { useTexts } from '../../../language/language-context.tsx';
import type { Requirement } from './snippets/requirements.ts';

const useStyles = makeStyles({
  list: {
    margin: 0,
    display: 'flex',
    flexDirection: 'column',
    gap: tokens.spacingVerticalS,
    paddingLeft: tokens.spacingHorizontalXL,
  },
});

const useWords = () => {
  const { getAToken: texts } = useTexts();
  const { requirements: words, value, command } = texts;
  return (requirement: Requirement, onWindowsToo: boolean): readonly [text: string, more: ReactNode] => {
    switch (requirement.kind) {
      case 'variable':
        return [
          words[requirement.name],
          <CopyableValue key="name" value={requirement.name} name={requirement.name} />,
        ];
      case 'download':
        return [
          words.download(requirement.file),
          <Link key="file" href={CERTIFICATE_AUTHORITY_PATH} download={requirement.file}>
            {texts.downloadAction}
          </Link>,
        ];
      case 'trust': {
        const { name, value: file } = requirement;
        return [
          onWindowsToo ? words.trust(name) : words.trustUnix(name),
          <CopyableValue key="value" value={file} name={value(name)} />,
        ];
      }
      case 'trust-windows':
        return [
          words.trustWindows,
          <CopyableValue key="command" value={requirement.command} name={command} />,
        ];
      case 'packages':
        return [words.packages, <CopyableValue key="command" value={requirement.command} name={command} />];
      case 'run':
        return [
          words.run(requirement.file),
          <CopyableValue key="command" value={requirement.command} name={command} />,
        ];
    }
  };
};

interface BeforeYouRunProps {
  readonly requirements: readonly Requirement[];
}

/** What to do before a snippet runs; nothing when there is nothing. */
export const BeforeYouRun = ({ requirements }: BeforeYouRunProps) => {
  const styles = useStyles();
  const { getAToken: texts } = useTexts();
  const wordsOf = useWords();
  if (requirements.length === 0) return null;
  const onWindowsToo = !requirements.some(({ kind }) => kind === 'trust-windows');
  return (
    <Section title={texts.before}>
      <ul className={styles.list}>
        {requirements.map(requirement => {
          const [text, more] = wordsOf(requirement, onWindowsToo);
          return (
            <li key={text}>
              <Text>{text}</Text> {more}
            </li>
          );
        })}
      </ul>
    </Section>
  );
};
