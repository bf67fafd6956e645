import { Button, makeStyles, tokens } from '@fluentui/react-components';
import { EditRegular } from '@fluentui/react-icons';
import { type ReactNode, useState } from 'react';
import { CopyableValue } from '../../../components/copyable-value.tsx';
import { Facts } from '../../../components/facts.tsx';
import { useOrganization } from '../../../data/me.ts';
import { useDateFormat } from '../../../language/date-format.ts';
import { useTexts } from '../../../language/language-context.tsx';
import { useApplication } from '../application-context.tsx';
import { AccountTypesDialog } from './account-types-dialog.tsx';
import { RenameDialog } from './rename-dialog.tsx';

const useStyles = makeStyles({
  changeable: {
    display: 'flex',
    flexWrap: 'wrap',
    alignItems: 'center',
    columnGap: tokens.spacingHorizontalS,
    minWidth: 0,
  },
});

interface ChangeableProps {
  readonly children: ReactNode;
  readonly action: string;
  /** The action and what it changes, for who does not see where the button stands. */
  readonly name: string;
  readonly onChange: () => void;
}

const Changeable = ({ children, action, name, onChange }: ChangeableProps) => (
  <span className={useStyles().changeable}>
    {children}
    <Button appearance="subtle" size="small" icon={<EditRegular />} aria-label={name} onClick={onChange}>
      {action}
    </Button>
  </span>
);

/** What everybody needs of an application: its name, its ids, and whom it is for. */
export const Essentials = () => {
  const { applicationOverview: texts, appRegistration } = useTexts();
  const { id, appId, displayName, signInAudience, createdDateTime } = useApplication();
  const { data: organization } = useOrganization();
  const { dateTime } = useDateFormat();
  const [open, setOpen] = useState<'name' | 'account-types'>();
  const close = (): void => setOpen(undefined);
  return (
    <>
      <Facts
        facts={[
          [
            texts.displayName,
            <Changeable
              key="name"
              action={texts.renameAction}
              name={texts.rename}
              onChange={() => setOpen('name')}
            >
              <bdi>{displayName}</bdi>
            </Changeable>,
          ],
          [texts.clientId, <CopyableValue key="client" value={appId} name={texts.clientId} />],
          [texts.objectId, <CopyableValue key="object" value={id} name={texts.objectId} />],
          [
            texts.tenantId,
            <CopyableValue key="tenant" value={organization?.id ?? ''} name={texts.tenantId} />,
          ],
          [
            appRegistration.accountTypes,
            <Changeable
              key="account-types"
              action={texts.changeAction}
              name={texts.changeAccountTypes}
              onChange={() => setOpen('account-types')}
            >
              {appRegistration.audiences[signInAudience].long(organization?.displayName ?? '')}
            </Changeable>,
          ],
          [texts.created, dateTime(createdDateTime)],
        ]}
      />
      {open === 'name' && <RenameDialog onClose={close} />}
      {open === 'account-types' && <AccountTypesDialog onClose={close} />}
    </>
  );
};
