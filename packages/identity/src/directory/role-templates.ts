/** Directory roles by their template ids, the same in every tenant (reference: identity, section 3.2). */
export const ROLE_TEMPLATES = {
  globalAdministrator: {
    id: '62e90394-69f5-4237-9190-012177145e10',
    displayName: 'Global Administrator',
    description: 'Can manage all aspects of the tenant and of the services that use its identities.',
  },
  privilegedRoleAdministrator: {
    id: 'e8611ab8-c189-46e8-94e1-60213ab1f814',
    displayName: 'Privileged Role Administrator',
    description: 'Can assign directory roles, and grant every permission to applications.',
  },
  applicationAdministrator: {
    id: '9b895d92-2cd3-44c7-9d02-a6ac2d5ea5c3',
    displayName: 'Application Administrator',
    description:
      'Can register and manage all applications, and grant them all but application permissions of Microsoft Graph.',
  },
  cloudApplicationAdministrator: {
    id: '158c047a-c907-4556-b7ef-446551a6b5f7',
    displayName: 'Cloud Application Administrator',
    description:
      'Can register and manage all applications, and grant them all but application permissions of Microsoft Graph.',
  },
  securityAdministrator: {
    id: '194ae4cb-b126-40b2-bd5b-6091b380977d',
    displayName: 'Security Administrator',
    description: 'Can read security information, and manage the security services.',
  },
  securityOperator: {
    id: '5f2222b1-57c3-48ba-8ad5-d4759f1fde6f',
    displayName: 'Security Operator',
    description: 'Can read security information, and respond to security events.',
  },
  securityReader: {
    id: '5d6b6bb7-de71-4623-b4af-96380a352509',
    displayName: 'Security Reader',
    description: 'Can read security information.',
  },
  tenantCreator: {
    id: '112ca1a2-15ad-4102-995e-45b0bc479a6a',
    displayName: 'Tenant Creator',
    description: 'Can create tenants, whose first Global Administrator is somebody new.',
  },
} as const;

export type DirectoryRole = keyof typeof ROLE_TEMPLATES;

const idsOf = (roles: readonly DirectoryRole[]): ReadonlySet<string> =>
  new Set(roles.map(role => ROLE_TEMPLATES[role].id));

/** Whether one of `held` (template ids) is one of `roles`. */
export const holdsAnyRole = (held: readonly string[], roles: readonly DirectoryRole[]): boolean => {
  const wanted = idsOf(roles);
  return held.some(id => wanted.has(id));
};
