import { Link } from '@fluentui/react-components';
import { useDateFormat } from '../../language/date-format.ts';
import { useTexts } from '../../language/language-context.tsx';

interface EntryButtonProps {
  /** ISO 8601. */
  readonly time: string;
  /** What the entry is, for those who hear the button alone. */
  readonly name: string;
  readonly onOpen: () => void;
}

/** An entry's time, which opens its details. */
export const EntryButton = ({ time, name, onOpen }: EntryButtonProps) => {
  const { logs: texts } = useTexts();
  const { dateTime } = useDateFormat();
  const shown = dateTime(time);
  return (
    <Link as="button" aria-label={texts.detailsOf(shown, name)} onClick={onOpen}>
      {shown}
    </Link>
  );
};
