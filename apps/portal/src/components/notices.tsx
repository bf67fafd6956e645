import { makeStyles, tokens } from '@fluentui/react-components';
import { CheckmarkCircleFilled } from '@fluentui/react-icons';
import { useSyncExternalStore } from 'react';

/** How long a notice stays: time to read a line. */
const SHOWN_MS = 6_000;

interface Notice {
  readonly id: number;
  readonly text: string;
}

/** The notice that is shown at the moment; a new one takes the place of the one before. */
class NoticeBoard {
  #notice: Notice | undefined;
  #lastId = 0;
  readonly #listeners = new Set<() => void>();

  readonly subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  };

  readonly read = (): Notice | undefined => this.#notice;

  readonly show = (text: string): void => {
    this.#lastId += 1;
    const notice = { id: this.#lastId, text };
    this.#change(notice);
    setTimeout(() => this.#notice === notice && this.#change(undefined), SHOWN_MS);
  };

  #change(notice: Notice | undefined): void {
    this.#notice = notice;
    for (const listener of this.#listeners) listener();
  }
}

const board = new NoticeBoard();

const useStyles = makeStyles({
  board: {
    position: 'fixed',
    insetBlockStart: tokens.spacingVerticalL,
    insetInlineEnd: tokens.spacingHorizontalL,
    // Above dialogs.
    zIndex: 1_000_001,
    pointerEvents: 'none',
    maxWidth: 'min(24rem, 90vw)',
  },
  notice: {
    display: 'flex',
    gap: tokens.spacingHorizontalS,
    padding: tokens.spacingHorizontalM,
    borderRadius: tokens.borderRadiusMedium,
    boxShadow: tokens.shadow8,
    color: tokens.colorNeutralForeground1,
    backgroundColor: tokens.colorNeutralBackground1,
    fontWeight: tokens.fontWeightSemibold,
    overflowWrap: 'anywhere',
  },
  icon: { flexShrink: 0, fontSize: tokens.fontSizeBase500, color: tokens.colorStatusSuccessForeground1 },
});

/** Where short notices of success appear; screen readers read them out without moving the focus. */
export const Notices = () => {
  const styles = useStyles();
  const notice = useSyncExternalStore(board.subscribe, board.read);
  return (
    <output className={styles.board}>
      {notice && (
        <span key={notice.id} className={styles.notice}>
          <CheckmarkCircleFilled className={styles.icon} aria-hidden />
          <bdi>{notice.text}</bdi>
        </span>
      )}
    </output>
  );
};

/** Says for a moment that something was done. */
export const useNotice = (): ((text: string) => void) => board.show;
