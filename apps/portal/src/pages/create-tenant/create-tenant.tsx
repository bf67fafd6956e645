import { useState } from 'react';
import { PageHeader } from '../../components/page-header.tsx';
import type { CreatedTenant, NewTenant } from '../../data/tenants.ts';
import { useTexts } from '../../language/language-context.tsx';
import { CreatedTenantView } from './created-tenant.tsx';
import { TenantForm } from './tenant-form.tsx';

interface CreateTenantProps {
  /** Whether nobody but the operator may. */
  readonly isOperatorsAlone: boolean;
  readonly create: (tenant: NewTenant, operatorToken: string | undefined) => Promise<CreatedTenant>;
}

/** The form for a tenant, then what came of it. */
export const CreateTenant = ({ isOperatorsAlone, create }: CreateTenantProps) => {
  const { createTenant: texts } = useTexts();
  const [created, setCreated] = useState<CreatedTenant | null>(null);
  if (created) return <CreatedTenantView created={created} onAnother={() => setCreated(null)} />;
  return (
    <>
      <PageHeader title={texts.title} description={texts.lead} />
      <TenantForm isOperatorsAlone={isOperatorsAlone} create={create} onCreated={setCreated} />
    </>
  );
};
