import { listAlerts } from '@vakt/contract/operations/alerts';
import { useState } from 'react';
import { Section } from '../../components/section.tsx';
import { useTexts } from '../../language/language-context.tsx';
import { ClaimsTable } from './claims-table.tsx';
import { Glance } from './glance.tsx';
import { OperationField } from './operation-field.tsx';
import type { SignedToken } from './read-token.ts';
import { useSignature } from './use-signature.ts';
import { useTokenPlace } from './use-token-place.ts';
import { Verdict } from './verdict.tsx';

/** A signed token, looked into. */
export const Inspection = ({ token }: { readonly token: SignedToken }) => {
  const { tokenInspector: texts } = useTexts();
  const [operation, setOperation] = useState(listAlerts);
  const place = useTokenPlace(token.claims);
  const checked = useSignature(token);
  const { signature } = checked;
  return (
    <>
      <Glance token={token} place={place} checked={checked} />
      <Section title={texts.may}>
        <OperationField value={operation} onChange={setOperation} />
        <div aria-live="polite">
          {signature && <Verdict token={token} operation={operation} signature={signature} place={place} />}
        </div>
      </Section>
      <Section title={texts.claims}>
        <ClaimsTable part="claims" claims={token.claims} />
      </Section>
      <Section title={texts.header}>
        <ClaimsTable part="header" claims={token.header} />
      </Section>
    </>
  );
};
