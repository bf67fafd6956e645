import { useLayoutEffect } from 'react';

/**
 * Gives the focus back to what had it before something opened above the page; to the page's main part when that is gone.
 * A keyboard would begin at the top of the page otherwise.
 */
export const useFocusReturn = (isOpen: boolean): void => {
  // Before the dialog takes the focus, which it does in an effect of its own.
  useLayoutEffect(() => {
    if (!isOpen) return;
    const opener = document.activeElement;
    return () => {
      // The dialog keeps the focus inside until it has gone.
      requestAnimationFrame(() => {
        const heir = opener?.isConnected ? opener : document.querySelector('main');
        if (heir instanceof HTMLElement && document.activeElement === document.body) heir.focus();
      });
    };
  }, [isOpen]);
};
