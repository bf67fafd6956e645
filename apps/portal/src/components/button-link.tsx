import { Button, type ButtonProps } from '@fluentui/react-components';
import type { ReactNode } from 'react';
import { useHref, useLinkClickHandler } from 'react-router';

interface ButtonLinkProps {
  /** A page of the portal: `/app-registrations/new`. */
  readonly to: string;
  readonly appearance?: NonNullable<ButtonProps['appearance']>;
  readonly icon?: NonNullable<ButtonProps['icon']>;
  readonly children: ReactNode;
}

/** A link that looks like a button: it leads to another page of the portal. */
export const ButtonLink = ({ to, appearance = 'secondary', icon, children }: ButtonLinkProps) => (
  <Button
    as="a"
    href={useHref(to)}
    onClick={useLinkClickHandler<HTMLAnchorElement>(to)}
    appearance={appearance}
    {...(icon && { icon })}
  >
    {children}
  </Button>
);
