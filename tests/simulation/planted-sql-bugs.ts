/** Replaces a piece of one of our functions. */
export interface SqlBug {
  /** The function's name with its argument types. */
  readonly of: string;
  readonly piece: string;
  readonly becomes: string;
}

/** Bugs in the database, each small enough to be missed in a review. */
export const SQL_BUGS: Readonly<Record<string, SqlBug>> = {
  'a retried mutation is applied twice': {
    of: 'private.known_results(uuid, bigint, jsonb)',
    piece: 'if repeats = 0 then',
    becomes: 'if true then',
  },
  'a deletion is not logged': {
    of: 'private.log_statement()',
    piece: 'if cardinality(entries) = 0 then',
    becomes: `if cardinality(entries) = 0 or (entries[1].op = 'delete' and tg_table_name like '%songs') then`,
  },
  'the log has gaps': {
    of: 'private.log_statement()',
    piece: 'order by c.seq desc limit 1)),',
    becomes: 'order by c.seq desc limit 1)) + (s.seq % 7 = 6)::integer,',
  },
  'another person’s unseen change is overwritten': {
    of: 'private.unseen_at_path(jsonb, integer, uuid)',
    piece: 'when (known ->> 0)::integer > base',
    becomes: 'when false',
  },
  'older changes by others are forgotten after the device’s own': {
    of: 'private.last_change_by_other(jsonb, uuid)',
    piece: 'else known -> 4',
    becomes: 'else null',
  },
  'a batch is logged in the wrong order': {
    of: 'private.log_statement()',
    piece: 'order by e.n)',
    becomes: 'order by e.n desc)',
  },
  'a removed member still has access': {
    of: 'private.rank_in(uuid, uuid)',
    piece: 'and m.deleted_at is null',
    becomes: '',
  },
  'a restored backup keeps its log epoch': {
    of: 'private.new_log_epoch()',
    piece: 'private.random_name()',
    becomes: 'epoch',
  },
};
