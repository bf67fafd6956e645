import { PageHeader } from '../../components/page-header.tsx';
import { useTexts } from '../../language/language-context.tsx';
import { RegistrationForm } from './registration-form.tsx';

/** Registers an application: step one of five. */
export const NewRegistrationPage = () => {
  const { newRegistration: texts } = useTexts();
  return (
    <>
      <PageHeader title={texts.title} description={texts.lead} />
      <RegistrationForm />
    </>
  );
};
