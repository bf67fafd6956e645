import { Toast, Toaster, ToastTitle, useToastController } from '@fluentui/react-components';

const TOASTER_ID = 'notices';

/** Where short notices of success appear. */
export const Notices = () => <Toaster toasterId={TOASTER_ID} position="top-end" />;

/** Says for a moment that something was done. */
export const useNotice = (): ((text: string) => void) => {
  const { dispatchToast } = useToastController(TOASTER_ID);
  return text =>
    dispatchToast(
      <Toast>
        <ToastTitle>{text}</ToastTitle>
      </Toast>,
      { intent: 'success', politeness: 'polite' },
    );
};
