export const en = {
  clientId: 'Application (client) ID',
  objectId: 'Object ID',
};
