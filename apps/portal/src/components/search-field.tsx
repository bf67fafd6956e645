import { SearchBox } from '@fluentui/react-components';
import { useEffect, useState } from 'react';

/** How long typing pauses before a search begins: a letter a request is too much. */
const PAUSE_MS = 250;

interface SearchFieldProps {
  /** What can be searched for: `Name or application (client) ID`. */
  readonly label: string;
  /** What the search begins with. */
  readonly initial?: string;
  /** Called with the text, without blanks around it, when typing pauses. */
  readonly onSearch: (text: string) => void;
}

/** A field whose text narrows down the list below it. */
export const SearchField = ({ label, initial = '', onSearch }: SearchFieldProps) => {
  const [text, setText] = useState(initial);
  useEffect(() => {
    const timer = setTimeout(() => onSearch(text.trim()), PAUSE_MS);
    return () => clearTimeout(timer);
  }, [text, onSearch]);
  return (
    <SearchBox
      aria-label={label}
      placeholder={label}
      value={text}
      maxLength={256}
      onChange={(_, { value }) => setText(value)}
      style={{ width: '30rem', maxWidth: '100%' }}
    />
  );
};
