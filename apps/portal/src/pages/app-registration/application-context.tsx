import { createContext, useContext } from 'react';
import type { Application } from '../../data/applications.ts';

const ApplicationContext = createContext<Application | undefined>(undefined);

export const ApplicationProvider = ApplicationContext.Provider;

/** The application that the address names. Only its tabs use it; it is there before they are shown. */
export const useApplication = (): Application => {
  const application = useContext(ApplicationContext);
  if (!application) throw new Error('This page belongs to an application.');
  return application;
};
