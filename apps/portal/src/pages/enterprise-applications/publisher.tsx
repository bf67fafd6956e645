import { originOf, type ServicePrincipal } from '../../data/service-principals.ts';
import { useTexts } from '../../language/language-context.tsx';

interface PublisherProps {
  readonly principal: Pick<ServicePrincipal, 'appOwnerOrganizationId'>;
  /** The tenant that the person works in. */
  readonly tenantId: string;
}

/** Whose application it is. */
export const Publisher = ({ principal, tenantId }: PublisherProps) => {
  const { enterpriseApplications: texts } = useTexts();
  switch (originOf(principal, tenantId)) {
    case 'own':
      return texts.ownPublisher;
    case 'microsoft':
      return texts.microsoftPublisher;
    default:
      return texts.foreignPublisher(principal.appOwnerOrganizationId);
  }
};
