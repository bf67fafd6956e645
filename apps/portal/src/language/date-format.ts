import { useMemo } from 'react';
import { useLanguage } from './language-context.tsx';

/** Dates and times as the person's language writes them, in the browser's time zone. */
export const useDateFormat = () => {
  const { language } = useLanguage();
  return useMemo(() => {
    const date = new Intl.DateTimeFormat(language, { dateStyle: 'medium' });
    const dateTime = new Intl.DateTimeFormat(language, { dateStyle: 'medium', timeStyle: 'medium' });
    return {
      /** @param time ISO 8601. */
      date: (time: string): string => date.format(new Date(time)),
      /** @param time ISO 8601. */
      dateTime: (time: string): string => dateTime.format(new Date(time)),
    };
  }, [language]);
};
