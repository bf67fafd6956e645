import { makeStyles } from '@fluentui/react-components';
import type { ReactNode } from 'react';
import { CopyableValue } from '../../components/copyable-value.tsx';
import { Facts } from '../../components/facts.tsx';
import { LinkTo } from '../../components/link-to.tsx';
import { Waiting } from '../../components/waiting.tsx';
import type { ServicePrincipal } from '../../data/service-principals.ts';
import { useDateFormat } from '../../language/date-format.ts';
import { useTexts } from '../../language/language-context.tsx';
import { Publisher } from '../enterprise-applications/publisher.tsx';

const useStyles = makeStyles({
  list: { margin: 0, padding: 0, listStyleType: 'none' },
  links: { display: 'flex', flexWrap: 'wrap', gap: '0.25rem 1rem' },
});

interface ApplicationPropertiesProps {
  /** Not there yet while `undefined`. */
  readonly principal: ServicePrincipal | undefined;
  /** The tenant that the person works in. */
  readonly tenantId: string;
}

/** What an enterprise application is. */
export const ApplicationProperties = ({ principal, tenantId }: ApplicationPropertiesProps) => {
  const styles = useStyles();
  const { enterpriseApplications: texts, common } = useTexts();
  const { dateTime } = useDateFormat();
  const { columns, properties } = texts;
  const show = (of: (principal: ServicePrincipal) => ReactNode): ReactNode =>
    principal ? of(principal) : <Waiting />;
  const foreignText = (text: string | null): ReactNode => <bdi>{text || common.none}</bdi>;
  return (
    <Facts
      facts={[
        [
          columns.applicationId,
          show(({ appId }) => <CopyableValue value={appId} name={columns.applicationId} />),
        ],
        [properties.objectId, show(({ id }) => <CopyableValue value={id} name={properties.objectId} />)],
        [columns.publisher, show(one => <Publisher principal={one} tenantId={tenantId} />)],
        [
          properties.publisherTenant,
          show(({ appOwnerOrganizationId }) => (
            <CopyableValue value={appOwnerOrganizationId} name={properties.publisherTenant} />
          )),
        ],
        [
          properties.signInEnabled,
          show(({ accountEnabled }) => (accountEnabled ? texts.enabled : texts.disabled)),
        ],
        [columns.created, show(({ createdDateTime }) => dateTime(createdDateTime))],
        [properties.description, show(({ appDescription }) => foreignText(appDescription))],
        [properties.homepage, show(({ homepage }) => foreignText(homepage))],
        [
          properties.replyUrls,
          show(({ replyUrls }) =>
            replyUrls.length === 0 ? (
              common.none
            ) : (
              <ul className={styles.list}>
                {replyUrls.map(url => (
                  <li key={url}>
                    <bdi>{url}</bdi>
                  </li>
                ))}
              </ul>
            ),
          ),
        ],
        [
          properties.logs,
          show(({ id, appId }) => (
            <span className={styles.links}>
              <LinkTo to={`/sign-in-logs?search=${appId}&kind=all`}>{texts.signInLogs}</LinkTo>
              <LinkTo to={`/audit-logs?search=${id}&since=30d`}>{texts.auditLogs}</LinkTo>
            </span>
          )),
        ],
      ]}
    />
  );
};
