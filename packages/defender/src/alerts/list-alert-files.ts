import { ok } from '@vakt/contract/result';
import { findFileFacts } from '../files/file-facts.ts';
import { fileJson } from '../files/file-json.ts';
import { collectionReply } from '../wire/odata-collection.ts';
import { aboutAlert } from './alert-call.ts';
import { filesIn } from './alert-entities.ts';

/** `GET /api/alerts/{id}/files` */
export const listAlertFiles = aboutAlert(async (call, { evidence }) => {
  const files = filesIn(evidence);
  const facts = await findFileFacts(call, files);
  if (!facts.ok) return facts;
  return ok(
    collectionReply(
      call.request.origin,
      'Files',
      files.map(file => fileJson(file, facts.value(file))),
    ),
  );
});
