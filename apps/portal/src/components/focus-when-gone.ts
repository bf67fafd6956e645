import { useEffect, useRef } from 'react';

/**
 * A button that goes with what was removed cannot take the focus back from its dialog: the page takes it then.
 *
 * @returns to be called when the removal begins.
 */
export const useFocusWhenGone = (): (() => void) => {
  const isExpected = useRef(false);
  useEffect(
    () => () => {
      if (!isExpected.current) return;
      // After the dialog, which goes as well, has given the focus away.
      requestAnimationFrame(() => {
        if (document.activeElement === document.body) document.querySelector<HTMLElement>('main')?.focus();
      });
    },
    [],
  );
  return () => {
    isExpected.current = true;
  };
};
