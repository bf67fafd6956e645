import {
  Button,
  Menu,
  MenuDivider,
  MenuGroup,
  MenuGroupHeader,
  MenuItemRadio,
  MenuList,
  MenuPopover,
  MenuTrigger,
  Tooltip,
} from '@fluentui/react-components';
import { SettingsRegular } from '@fluentui/react-icons';
import { LANGUAGE_NAMES, LANGUAGES, type Language } from '../language/language.ts';
import { useLanguage, useTexts } from '../language/language-context.tsx';
import { COLOUR_SCHEMES, type ColourScheme, useColourScheme } from '../theme/colour-scheme.ts';

/** Language and colours. */
export const SettingsMenu = () => {
  const { shell } = useTexts();
  const { language, speak } = useLanguage();
  const colours = useColourScheme();
  const choose = (name: string, [value]: string[]): void => {
    if (name === 'language') void speak(value as Language);
    else colours.choose(value as ColourScheme);
  };
  return (
    <Menu
      checkedValues={{ language: [language], colours: [colours.choice] }}
      onCheckedValueChange={(_, { name, checkedItems }) => choose(name, checkedItems)}
    >
      <MenuTrigger disableButtonEnhancement>
        <Tooltip content={shell.settings} relationship="label">
          <Button appearance="subtle" icon={<SettingsRegular />} />
        </Tooltip>
      </MenuTrigger>
      <MenuPopover>
        <MenuList>
          <MenuGroup>
            <MenuGroupHeader>{shell.language}</MenuGroupHeader>
            {LANGUAGES.map(name => (
              <MenuItemRadio key={name} name="language" value={name} lang={name}>
                {LANGUAGE_NAMES[name]}
              </MenuItemRadio>
            ))}
          </MenuGroup>
          <MenuDivider />
          <MenuGroup>
            <MenuGroupHeader>{shell.colours}</MenuGroupHeader>
            {COLOUR_SCHEMES.map(scheme => (
              <MenuItemRadio key={scheme} name="colours" value={scheme}>
                {shell.colourSchemes[scheme]}
              </MenuItemRadio>
            ))}
          </MenuGroup>
        </MenuList>
      </MenuPopover>
    </Menu>
  );
};
