import { Link } from '@fluentui/react-components';
import type { ReactNode } from 'react';
import { useHref, useLinkClickHandler } from 'react-router';

interface LinkToProps {
  /** A page of the portal: `/app-registrations`. */
  readonly to: string;
  readonly children: ReactNode;
}

/** A link to another page of the portal. */
export const LinkTo = ({ to, children }: LinkToProps) => (
  <Link href={useHref(to)} onClick={useLinkClickHandler(to)}>
    {children}
  </Link>
);
