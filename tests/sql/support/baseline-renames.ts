/**
 * What the baseline calls by another name than the migrations that it replaced. Nothing else differs between the two
 * but comments: tests/sql/baseline.test.ts compares them with these names put in.
 */

/** Functions in the schema `private`. */
export const RENAMED_FUNCTIONS: Readonly<Record<string, string>> = {
  problem_in: 'validate_values',
  fits: 'accepts_json',
  asked_about: 'conflicting_change',
  never_seen: 'unseen_after_restore',
  // words-allow: an old name
  misshapen: 'malformed_field',
  may_not: 'forbidden_message',
  no_longer_whole: 'raise_batch_failed',
  forget_answers: 'trim_results',
  apply_in_runs: 'apply_batched',
  write_run: 'write_batch',
  keep_conflict: 'record_conflict',
  asked_uuid: 'required_uuid',
  asked_text: 'required_text',
  asked_band: 'require_band_role',
  asked_entity: 'required_entity',
  whole_number: 'json_integer',
  is_last_write: 'is_last_write_wins',
  unseen_in: 'unseen_at_path',
  unseen_anywhere: 'unseen_in_record',
  last_by_another: 'last_change_by_other',
  missing_item: 'item_removal',
  mark_of_today: 'current_read_mark_id',
  mixed_id: 'xor_id',
  client_fork: 'raise_client_fork',
  admitted: 'check_mutation',
  refusal: 'constraint_rejection',
  refuse_without_owner: 'require_another_owner',
  locked_membership: 'lock_membership',
  unknown_invite: 'reject_invite_code',
  check_attempts: 'check_join_attempts',
  new_code: 'new_invite_code',
  code_hash: 'hash_invite_code',
  topic_of: 'channel_topic',
  scope_for: 'readable_scope',
  rejected: 'rejected_result',
  applied: 'applied_result',
};

/** Variables, parameters and aliases in functions of the schema `private`, as whole words and in this order. */
export const RENAMED_WORDS: Readonly<Record<string, string>> = {
  wrong: 'malformed',
  may: 'caller_rank',
  says: 'message',
  admitted: 'checked',
  refusal: 'rejection',
  asked: 'requested',
  asked_scope: 'requested_scope',
  place: 'scope_row',
  quiet: 'ignored',
  here: 'current_value',
  seen: 'seen_value',
  work: 'content_tables',
  all_of_them: 'sees_all',
  run: 'batch',
  run_kind: 'batch_kind',
  run_entity: 'batch_entity',
  run_scope: 'batch_scope',
  run_op: 'batch_op',
  run_records: 'batch_records',
  run_mutations: 'batch_mutations',
  run_drafts: 'batch_drafts',
};

/** Messages as quoted in SQL. */
export const REWORDED_MESSAGES: Readonly<Record<string, string>> = {
  'rockon.run': 'rockon.batch',
  'This version of the app is not supported any more. Please reload it.':
    'This version of the app is no longer supported. Reload the page.',
  'This record does not exist any more.': 'This record no longer exists.',
  'You are not a member of this band any more.': 'You are no longer a member of this band.',
  'This id is in use elsewhere. Make a new record instead.': 'This id is already in use. Create a new record instead.',
  'This id is in use elsewhere.': 'This id is already in use.',
  'Another copy of this device has been sending changes. This one takes a new name and sends again.':
    'Another copy of this device has sent changes. This one gets a new device id and sends again.',
  "Viewers cannot change this band''s book. Ask an owner or admin to make you a member.":
    'You have view-only access. Ask an owner or admin to make you a member.',
  'There is no table "%s" here.': 'There is no table "%s".',
  'An invite is for an admin, a member or a viewer.': 'The role of an invite is admin, member or viewer.',
  'You cannot invite somebody to a higher role than your own.':
    'You cannot invite someone to a higher role than your own.',
  "Only an admin can revoke somebody else''s invite.": "Only an admin can revoke someone else''s invite.",
  'There is no such invite.': 'This invite does not exist.',
  'Which invite code?': 'Enter the invite code.',
  'This invite code is unknown, revoked or has expired. Ask for a new one.':
    'This invite code is wrong, expired or revoked. Ask for a new one.',
  'A band needs an owner. Make somebody else an owner first.':
    'A band needs an owner. Make someone else an owner first.',
  'Type the name of the band.': "Type the band''s name.",
  'This is not the name of the band. Type it exactly as it is written.':
    "This is not the band''s name. Type it exactly as shown.",
  // words-allow: an old message
  'The avatar takes a colour like #8844ff and a picture of up to 200 KB.':
    'An avatar is a color like #8844ff and an image of up to 200 KB.',
  'A run of new records met one that exists.': 'A new record in a batch has an id that is taken.',
  'There is no such record in your bands.': 'This record is not in your bands.',
};
