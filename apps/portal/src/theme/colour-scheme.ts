import { createContext, useContext, useEffect, useState } from 'react';

/** What the person chose: the system's own setting, or one of the two. */
export const COLOUR_SCHEMES = ['system', 'light', 'dark'] as const;

export type ColourScheme = (typeof COLOUR_SCHEMES)[number];

const CHOICE_KEY = 'vakt.colour-scheme';
const systemIsDark = matchMedia('(prefers-color-scheme: dark)');

const storedChoice = (): ColourScheme =>
  COLOUR_SCHEMES.find(scheme => scheme === localStorage.getItem(CHOICE_KEY)) ?? 'system';

/** The colour scheme in use, and how to choose another; the choice stays in this browser. */
interface Colours {
  readonly choice: ColourScheme;
  readonly choose: (scheme: ColourScheme) => void;
  readonly isDark: boolean;
}

const ColourSchemeContext = createContext<Colours | undefined>(undefined);

export const ColourSchemeProvider = ColourSchemeContext.Provider;

/** The colours of the portal around this. */
export const useColourScheme = (): Colours => {
  const colours = useContext(ColourSchemeContext);
  if (!colours) throw new Error('There are no colours around this.');
  return colours;
};

/** Holds the choice, for the top of the portal alone. */
export const useChosenColourScheme = (): Colours => {
  const [choice, setChoice] = useState(storedChoice);
  const [isSystemDark, setSystemDark] = useState(systemIsDark.matches);
  useEffect(() => {
    const follow = (): void => setSystemDark(systemIsDark.matches);
    systemIsDark.addEventListener('change', follow);
    return () => systemIsDark.removeEventListener('change', follow);
  }, []);
  const choose = (scheme: ColourScheme): void => {
    localStorage.setItem(CHOICE_KEY, scheme);
    setChoice(scheme);
  };
  return { choice, choose, isDark: choice === 'system' ? isSystemDark : choice === 'dark' };
};
