import { makeStyles, tokens } from '@fluentui/react-components';
import type { ReactNode } from 'react';

const useStyles = makeStyles({
  bar: {
    display: 'flex',
    flexWrap: 'wrap',
    alignItems: 'flex-end',
    gap: tokens.spacingHorizontalM,
    marginBottom: tokens.spacingVerticalM,
  },
});

/** The search field and the choices that narrow the list below. */
export const FilterBar = ({ children }: { readonly children: ReactNode }) => (
  <div className={useStyles().bar}>{children}</div>
);
