import type { CommandContext } from '../../context.ts';
import { loginFile, removeLogin } from '../../settings/saved-login.ts';

/** Forgets the saved login. */
export const logout = async (_input: undefined, { terminal, environment }: CommandContext): Promise<void> => {
  const file = loginFile(environment);
  terminal.note(removeLogin(file) ? `Signed out: ${file} is gone.` : 'Nobody was signed in.');
};
