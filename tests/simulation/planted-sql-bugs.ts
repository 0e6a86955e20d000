/** A piece of one of our functions, and what it is replaced with. */
export interface SqlBug {
  /** As Postgres names it, with its argument types. */
  readonly of: string;
  readonly piece: string;
  readonly becomes: string;
}

/** Mistakes in the database, each of them small enough to be overlooked in a review. */
export const SQL_BUGS: Readonly<Record<string, SqlBug>> = {
  'a repeated mutation is applied again': {
    of: 'private.known_results(uuid, bigint, jsonb)',
    piece: 'if repeats = 0 then',
    becomes: 'if true then',
  },
  'a deletion is not logged': {
    of: 'private.log_statement()',
    piece: 'if cardinality(entries) = 0 then',
    becomes: `if cardinality(entries) = 0 or (entries[1].op = 'delete' and tg_table_name like '%songs') then`,
  },
  'the log has holes': {
    of: 'private.log_statement()',
    piece: 'order by c.seq desc limit 1)),',
    becomes: 'order by c.seq desc limit 1)) + (s.seq % 7 = 6)::integer,',
  },
  'what somebody else changed is overwritten': {
    of: 'private.unseen_at_path(jsonb, integer, uuid)',
    piece: 'when (known ->> 0)::integer > base',
    becomes: 'when false',
  },
  'what others did before one’s own change is forgotten': {
    of: 'private.last_change_by_other(jsonb, uuid)',
    piece: 'else known -> 4',
    becomes: 'else null',
  },
  'a run is logged in any order': {
    of: 'private.log_statement()',
    piece: 'order by e.n)',
    becomes: 'order by e.n desc)',
  },
  'a removed member is still served': {
    of: 'private.rank_in(uuid, uuid)',
    piece: 'and m.deleted_at is null',
    becomes: '',
  },
  'a restored backup keeps the name of its log': {
    of: 'private.new_log_epoch()',
    piece: 'private.random_name()',
    becomes: 'epoch',
  },
};
