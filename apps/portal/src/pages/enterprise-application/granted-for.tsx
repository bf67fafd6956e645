import { LinkTo } from '../../components/link-to.tsx';
import type { GrantedPermission } from '../../data/granted-permission.ts';
import { useUser } from '../../data/users.ts';
import { useTexts } from '../../language/language-context.tsx';

const OneUser = ({ userId }: { readonly userId: string }) => {
  const { enterpriseApplications: texts } = useTexts();
  const { data: user } = useUser(userId);
  return (
    <span>
      {texts.oneUser}{' '}
      <LinkTo to={`/users/${userId}`}>
        <bdi>{user?.displayName ?? userId}</bdi>
      </LinkTo>
    </span>
  );
};

/** Whom a permission was granted for. */
export const GrantedFor = ({ permission }: { readonly permission: GrantedPermission }) => {
  const { enterpriseApplications: texts } = useTexts();
  if (permission.kind === 'application') return texts.itself;
  return permission.principalId === null ? texts.everybody : <OneUser userId={permission.principalId} />;
};
