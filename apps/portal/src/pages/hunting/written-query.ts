import { useEffect, useState } from 'react';

const KEY = 'vakt.hunting-query';

/** What the page begins with: something that answers in every tenant that has devices. */
const FIRST_QUERY = `DeviceProcessEvents
| where Timestamp > ago(7d)
| summarize Processes = count() by DeviceName, FileName
| top 100 by Processes`;

/** The query that the person writes; this tab remembers it while they look at other pages. */
export const useWrittenQuery = (): readonly [string, (text: string) => void] => {
  const [text, setText] = useState(() => sessionStorage.getItem(KEY) ?? FIRST_QUERY);
  useEffect(() => sessionStorage.setItem(KEY, text), [text]);
  return [text, setText];
};
