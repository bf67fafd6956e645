/**
 * Resolves when the event loop has handed out all that came together: what waits for it can be done for many at once, and
 * costs one that comes alone nothing.
 */
export const endOfTurn = (): Promise<void> => new Promise(resolve => setImmediate(resolve));
