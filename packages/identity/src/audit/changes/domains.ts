import type { AuditedOperation } from '../audited-operation.ts';
import type { OperationType } from '../directory-change.ts';
import { textOfBody } from './properties.ts';

/** A domain has no id but its name. */
const onDomain = (activity: string, operationType: OperationType): AuditedOperation => ({
  activity,
  category: 'DirectoryManagement',
  operationType,
  targets: async call => {
    const name = call.request.params['name'] ?? textOfBody(call, 'id') ?? '';
    return [{ id: name, displayName: name, type: 'Directory' }];
  },
});

export const ADD_DOMAIN = onDomain('Add verified domain', 'Add');
export const VERIFY_DOMAIN = onDomain('Verify domain', 'Update');
export const REMOVE_DOMAIN = onDomain('Remove verified domain', 'Delete');
