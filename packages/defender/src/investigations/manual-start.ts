/** The rule of the alert that a manual start raises: it says nothing of a threat. */
export const MANUAL_START = 'investigation';
