import type { GraphCall } from '../../directory/graph-call.ts';
import type { ModifiedProperty } from '../directory-change.ts';

const PROPERTY_NAME = /^[a-z]\w{0,63}$/i;
const MOST_NAMES = 50;

/** A property with the value that a change gave it. Values are JSON, as in the real log. */
export const setTo = (displayName: string, value: unknown): ModifiedProperty => ({
  displayName,
  oldValue: null,
  newValue: JSON.stringify(value),
});

/** A property with the value that a change took away. */
export const takenAway = (displayName: string, value: unknown): ModifiedProperty => ({
  displayName,
  oldValue: JSON.stringify(value),
  newValue: null,
});

/** The names of the properties that a PATCH sets: the values may be secret, the names are not. */
export const updatedProperties = ({ body }: GraphCall): readonly ModifiedProperty[] => [
  setTo(
    'Included Updated Properties',
    Object.keys(body)
      .filter(name => PROPERTY_NAME.test(name))
      .slice(0, MOST_NAMES)
      .join(', '),
  ),
];

/** A text of the body, for the name of what is being made. */
export const textOfBody = ({ body }: GraphCall, property: string): string | null => {
  const value = body[property];
  return typeof value === 'string' ? value : null;
};
