/** What writes styles at run time is let by the page's content security policy when it sends this nonce. */
export const styleNonce = document.querySelector<HTMLMetaElement>('meta[property="csp-nonce"]')?.nonce ?? '';
