import {
  type BrandVariants,
  createDarkTheme,
  createLightTheme,
  type Theme,
} from '@fluentui/react-components';

/** Vakt's own colour, a deep sea green, from dark to light. */
const brand: BrandVariants = {
  10: '#020606',
  20: '#0a1c1c',
  30: '#0a2f2f',
  40: '#0a3d3e',
  50: '#0b4b4c',
  60: '#0c5a5b',
  70: '#0d696a',
  80: '#0f7677',
  90: '#2b8586',
  100: '#459494',
  110: '#5ea3a3',
  120: '#77b2b2',
  130: '#90c1c1',
  140: '#aad0d0',
  150: '#c5dfdf',
  160: '#e0eeee',
};

export const lightTheme: Theme = createLightTheme(brand);

/** Links and marks take lighter steps of the ramp, so that they keep 4.5 : 1 on dark ground. */
export const darkTheme: Theme = {
  ...createDarkTheme(brand),
  colorBrandForeground1: brand[120],
  colorBrandForeground2: brand[130],
  colorBrandForegroundLink: brand[120],
  colorBrandForegroundLinkHover: brand[130],
  colorBrandForegroundLinkPressed: brand[110],
  colorBrandForegroundLinkSelected: brand[120],
};
