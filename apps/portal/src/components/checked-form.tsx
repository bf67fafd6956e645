import { type FormEvent, type ReactNode, useRef } from 'react';
import { flushSync } from 'react-dom';

interface CheckedFormProps {
  readonly className?: string;
  /** Sends what was typed, or lets the fields show what is wrong with it. */
  readonly onSubmit: () => void;
  readonly children: ReactNode;
}

/** A form that checks what was typed itself, in the portal's words: the first field that is wrong gets the focus. */
export const CheckedForm = ({ className, onSubmit, children }: CheckedFormProps) => {
  const form = useRef<HTMLFormElement>(null);
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    // Shown at once, so that what is wrong can be found.
    flushSync(onSubmit);
    form.current?.querySelector<HTMLElement>('[aria-invalid="true"]')?.focus();
  };
  return (
    <form ref={form} className={className} onSubmit={submit} noValidate>
      {children}
    </form>
  );
};
