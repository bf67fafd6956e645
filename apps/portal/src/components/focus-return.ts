import { useLayoutEffect } from 'react';

/**
 * For what opens above the page: once it has gone, the focus goes back to what had it before, to the page's main part when that
 * is gone as well. A keyboard would begin at the top of the page otherwise.
 */
export const useFocusReturn = (): void => {
  // Before the dialog takes the focus, which it does in an effect of its own.
  useLayoutEffect(() => {
    const opener = document.activeElement;
    return () => {
      // The dialog keeps the focus inside until it has gone.
      requestAnimationFrame(() => {
        const heir = opener?.isConnected ? opener : document.querySelector('main');
        if (heir instanceof HTMLElement && document.activeElement === document.body) heir.focus();
      });
    };
  }, []);
};
