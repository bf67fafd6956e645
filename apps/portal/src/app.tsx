import { createDOMRenderer, FluentProvider, RendererProvider } from '@fluentui/react-components';
import { QueryClientProvider } from '@tanstack/react-query';
import { useMemo } from 'react';
import { createBrowserRouter, type RouteObject, RouterProvider } from 'react-router';
import { createQueryClient } from './data/query-client.ts';
import type { Language } from './language/language.ts';
import { LanguageProvider } from './language/language-context.tsx';
import type { Texts } from './language/texts.ts';
import { signedInRoutes, signedOutRoutes } from './routes.tsx';
import type { Arrival } from './session/arrive.ts';
import { SignedIn } from './session/signed-in.tsx';
import { ColourSchemeProvider, useChosenColourScheme } from './theme/colour-scheme.ts';
import { styleNonce } from './theme/style-nonce.ts';
import { darkTheme, lightTheme } from './theme/vakt-theme.ts';

const renderer = createDOMRenderer(document, { styleElementAttributes: { nonce: styleNonce } });

/** What was read in this page of the browser; another sign-in begins with another page. */
const queryClient = createQueryClient();

const createRouter = (routes: RouteObject[]) => createBrowserRouter(routes, { basename: '/portal' });

interface AppProps {
  readonly arrival: Exclude<Arrival, { kind: 'passed-on' }>;
  readonly language: Language;
  readonly texts: Texts;
}

/** The portal: colours, language, and the pages for who is there. */
export const App = ({ arrival, language, texts }: AppProps) => {
  const colours = useChosenColourScheme();
  const router = useMemo(
    () => createRouter(arrival.kind === 'signed-in' ? signedInRoutes : signedOutRoutes(arrival.problem)),
    [arrival],
  );
  const pages = <RouterProvider router={router} />;
  return (
    <RendererProvider renderer={renderer} targetDocument={document}>
      <FluentProvider theme={colours.isDark ? darkTheme : lightTheme}>
        <LanguageProvider language={language} texts={texts}>
          <ColourSchemeProvider value={colours}>
            <QueryClientProvider client={queryClient}>
              {arrival.kind === 'signed-in' ? <SignedIn session={arrival.session}>{pages}</SignedIn> : pages}
            </QueryClientProvider>
          </ColourSchemeProvider>
        </LanguageProvider>
      </FluentProvider>
    </RendererProvider>
  );
};
