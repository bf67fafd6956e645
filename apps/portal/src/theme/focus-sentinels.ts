/** Where Fluent UI lets its focus library's DOM calls be replaced. */
interface FocusLibraryWindow {
  __tabsterShadowDOMAPI?: {
    insertBefore(parent: Node, child: Node, before: Node | null): Node;
    appendChild(parent: Node, child: Node): Node;
  };
}

const shown = (node: Node): Node => {
  if (node instanceof HTMLElement && node.hasAttribute('data-tabster-dummy')) {
    node.removeAttribute('aria-hidden');
    node.removeAttribute('role');
  }
  return node;
};

/**
 * Around dialogs Fluent UI puts empty elements that pass the keyboard's focus on. They are focusable and yet hidden from
 * screen readers, which WCAG's tests refuse; without the hiding they are empty to everybody, and pass the focus on as before.
 */
export const showFocusSentinels = (): void => {
  (window as FocusLibraryWindow).__tabsterShadowDOMAPI = {
    insertBefore: (parent, child, before) => parent.insertBefore(shown(child), before),
    appendChild: (parent, child) => parent.appendChild(shown(child)),
  };
};
