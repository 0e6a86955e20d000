-- The last step when a database of the replaced migrations adopts the baseline: the functions of its files are there
-- already, those that are made for each table follow.
do $$
begin
  perform private.make_row_functions(e.name) from sync.entities e;
  perform private.make_row_switch();
end $$;
