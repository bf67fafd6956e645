import { Spinner } from '@fluentui/react-components';
import { ProblemMessage } from '../../components/problem-message.tsx';
import { useGraph } from '../../data/graph-context.tsx';
import { useServerFacts } from '../../data/server.ts';
import { type CreatedTenant, createTenantAsOperator, TENANTS_PATH } from '../../data/tenants.ts';
import { useTexts } from '../../language/language-context.tsx';
import { CreateTenant } from './create-tenant.tsx';

/** Creates a tenant as the person who signed in where the server lets administrators, else as the operator. */
export const CreateTenantPage = () => {
  const graph = useGraph();
  const { common } = useTexts();
  const { data: server, error, refetch } = useServerFacts();
  if (error) return <ProblemMessage problem={error} onRetry={() => void refetch()} />;
  if (!server) return <Spinner label={common.loading} />;
  return (
    <CreateTenant
      isOperatorsAlone={server.tenantCreation === 'operator'}
      create={(tenant, operatorToken) =>
        operatorToken === undefined
          ? graph.post<CreatedTenant>(TENANTS_PATH, tenant)
          : createTenantAsOperator(operatorToken, tenant)
      }
    />
  );
};
