import { createRoot } from 'react-dom/client';
import { App } from './app.tsx';
import { initialLanguage } from './language/language.ts';
import { loadTexts } from './language/texts.ts';
import { arrive } from './session/arrive.ts';
import { showFocusSentinels } from './theme/focus-sentinels.ts';

const start = async (): Promise<void> => {
  const language = initialLanguage();
  const [arrival, texts] = await Promise.all([arrive(), loadTexts(language)]);
  const place = document.querySelector('#portal');
  if (!place) return;
  document.documentElement.lang = language;
  if (arrival.kind === 'passed-on') {
    // Read only where the browser does not let the window close itself.
    place.textContent = texts.shell.signInAgain.done;
    return;
  }
  showFocusSentinels();
  createRoot(place).render(<App arrival={arrival} language={language} texts={texts} />);
};

void start();
