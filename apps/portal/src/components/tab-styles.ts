import { type GriffelStyle, tokens } from '@fluentui/react-components';

/** The line of tabs. */
export const TAB_LIST: GriffelStyle = {
  display: 'flex',
  flexWrap: 'wrap',
  columnGap: tokens.spacingHorizontalXS,
  borderBottom: `1px solid ${tokens.colorNeutralStroke2}`,
};

/** A tab, be it a button or a link. */
export const TAB: GriffelStyle = {
  padding: `${tokens.spacingVerticalS} ${tokens.spacingHorizontalMNudge}`,
  borderBottom: '3px solid transparent',
  color: tokens.colorNeutralForeground2,
  ':hover': { color: tokens.colorNeutralForeground1, borderBottomColor: tokens.colorNeutralStroke1Hover },
  ':focus-visible': { outline: `2px solid ${tokens.colorStrokeFocus2}`, outlineOffset: '-2px' },
};

/** The tab that is shown. */
export const SHOWN_TAB: GriffelStyle = {
  color: tokens.colorNeutralForeground1,
  fontWeight: tokens.fontWeightSemibold,
  borderBottomColor: tokens.colorCompoundBrandStroke,
};
