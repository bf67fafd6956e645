import { Tab, TabList } from '@fluentui/react-components';
import { useLocation, useNavigate } from 'react-router';

interface TabLinksProps {
  readonly label: string;
  /** The pages, each with its path; the one that is shown is marked. */
  readonly pages: readonly { readonly to: string; readonly title: string }[];
}

/** The pages that belong to one thing, as tabs. */
export const TabLinks = ({ label, pages }: TabLinksProps) => {
  const navigate = useNavigate();
  const { pathname } = useLocation();
  return (
    <TabList
      aria-label={label}
      selectedValue={pages.find(({ to }) => to === pathname)?.to}
      onTabSelect={(_, { value }) => void navigate(String(value))}
      style={{ flexWrap: 'wrap' }}
    >
      {pages.map(({ to, title }) => (
        <Tab key={to} value={to}>
          {title}
        </Tab>
      ))}
    </TabList>
  );
};
