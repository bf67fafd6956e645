import { MessageBar, MessageBarBody, MessageBarTitle } from '@fluentui/react-components';
import type { ReactNode } from 'react';
import { CopyableValue } from '../../components/copyable-value.tsx';
import { Facts } from '../../components/facts.tsx';
import type { SignIn } from '../../data/logs.ts';
import { useDateFormat } from '../../language/date-format.ts';
import { useTexts } from '../../language/language-context.tsx';
import { EntryDetails } from './entry-details.tsx';
import { OutcomeMark } from './outcome-mark.tsx';
import { outcomeOf } from './sign-in-outcome.ts';

interface SignInDetailsProps {
  readonly entry: SignIn;
  readonly onClose: () => void;
}

/** Everything about one sign-in; first of all why it was refused, if it was. */
export const SignInDetails = ({ entry, onClose }: SignInDetailsProps) => {
  const { logs: texts } = useTexts();
  const { dateTime } = useDateFormat();
  const { fields, columns } = texts.signIns;
  const { errorCode, failureReason } = entry.status;
  const text = (value: string | null): ReactNode => <bdi>{value || texts.nobody}</bdi>;
  const id = (value: string | null, name: string): ReactNode =>
    value ? <CopyableValue value={value} name={name} /> : texts.nobody;
  return (
    <EntryDetails title={texts.signIns.details} onClose={onClose}>
      {errorCode !== 0 && (
        <MessageBar intent="error" layout="multiline">
          <MessageBarBody>
            <MessageBarTitle>{`AADSTS${errorCode}`}</MessageBarTitle> <bdi>{failureReason}</bdi>
          </MessageBarBody>
        </MessageBar>
      )}
      <Facts
        facts={[
          [columns.status, <OutcomeMark key="status" outcome={outcomeOf(entry)} />],
          [texts.localTime, dateTime(entry.createdDateTime)],
          [texts.utc, <CopyableValue key="utc" value={entry.createdDateTime} name={texts.utc} />],
          [fields.errorCode, String(errorCode)],
          [fields.failureReason, text(failureReason)],
          [texts.signIns.kind, entry.signInEventTypes.map(kind => texts.signIns.kinds[kind]).join(', ')],
          [texts.correlationId, id(entry.correlationId, texts.correlationId)],
          [fields.requestId, id(entry.id, fields.requestId)],
          [columns.user, text(entry.userDisplayName)],
          [fields.userPrincipalName, text(entry.userPrincipalName)],
          [fields.userId, id(entry.userId, fields.userId)],
          [columns.application, text(entry.appDisplayName)],
          [fields.applicationId, id(entry.appId, fields.applicationId)],
          [fields.servicePrincipalId, id(entry.servicePrincipalId, fields.servicePrincipalId)],
          [columns.resource, text(entry.resourceDisplayName)],
          [fields.resourceId, id(entry.resourceId, fields.resourceId)],
          [texts.ipAddress, text(entry.ipAddress)],
          [fields.client, text(entry.clientAppUsed)],
          [fields.protocol, text(entry.authenticationProtocol)],
          [fields.userAgent, text(entry.userAgent)],
          [fields.tokenId, id(entry.uniqueTokenIdentifier, fields.tokenId)],
        ]}
      />
    </EntryDetails>
  );
};
