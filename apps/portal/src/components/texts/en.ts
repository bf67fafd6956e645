/** Words that many pages use, and what went wrong. */
export const en = {
  common: {
    cancel: 'Cancel',
    close: 'Close',
    save: 'Save',
    delete: 'Delete',
    add: 'Add',
    remove: 'Remove',
    back: 'Back',
    loadMore: 'Load more',
    loading: 'Loading …',
    copy: (name: string) => `Copy ${name}`,
    copied: (name: string) => `${name} copied`,
    saved: 'Saved.',
    none: 'None',
    required: 'This field is required.',
    optional: 'optional',
    tooLong: (most: number) => `At most ${most} characters.`,
  },
  problems: {
    whoCanHelp: 'Who can help:',
    retry: 'Try again',
    requestId: (id: string) => `(Request ${id})`,
    unreachable: { title: 'The server does not answer.', wayOut: 'Check that Vakt runs, then try again.' },
    denied: {
      title: 'You may not do this.',
      wayOut: 'A Global Administrator of your tenant can do it, or give you the role.',
    },
    'not-found': {
      title: 'This is not there.',
      wayOut: 'Somebody may have deleted it. Go back to the list.',
    },
    conflict: {
      title: 'This does not fit with what is there now.',
      wayOut: 'Look at the present state, then try again.',
    },
    throttled: { title: 'Too many calls.', wayOut: 'Wait a moment, then try again.' },
    unavailable: { title: 'The server cannot answer now.', wayOut: 'Try again in a moment.' },
    invalid: { title: 'The server did not take this.', wayOut: 'Correct it and try again.' },
    unexpected: { title: 'Something went wrong.', wayOut: 'Reload the page; what was saved is safe.' },
  },
};
