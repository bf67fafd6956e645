import { CopyableValue } from '../../../components/copyable-value.tsx';
import { Facts } from '../../../components/facts.tsx';
import { useTexts } from '../../../language/language-context.tsx';
import { useApplication } from '../application-context.tsx';

/** What an application is: its ids. */
export const OverviewPage = () => {
  const { id, appId } = useApplication();
  const { applicationOverview: texts } = useTexts();
  return (
    <Facts
      facts={[
        [texts.clientId, <CopyableValue key="client" value={appId} name={texts.clientId} />],
        [texts.objectId, <CopyableValue key="object" value={id} name={texts.objectId} />],
      ]}
    />
  );
};
