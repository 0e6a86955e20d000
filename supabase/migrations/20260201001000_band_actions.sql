-- Actions that need the network: create, rename and delete a band, change roles, remove members, leave, update the profile.

-- ── Bands ────────────────────────────────────────────────────────────────────────────────────────────────────────────

create function private.require_band_role(request jsonb, least_role text) returns uuid language plpgsql as $$
declare
  band uuid := private.required_uuid(request, 'band');
  caller_rank integer := private.rank_in(private.caller(), band);
begin
  if band = private.caller() or caller_rank = 0 then
    perform private.fail(403, 'forbidden', 'You are not a member of this band.', 'band');
  elsif caller_rank < private.rank(least_role) then
    perform private.fail(403, 'forbidden', case least_role when 'member' then 'Viewers cannot do this.'
                         else format('Only an %s of the band can do this.', least_role) end, 'band');
  end if;
  return band;
end $$;

create function private.create_band(request jsonb) returns jsonb
language plpgsql security definer set search_path = '' as $$
declare
  who uuid := private.caller();
  band_name text := private.required_text(request, 'name', 80, 'The band''s name needs 1 to 80 characters.');
  band uuid := case when coalesce(jsonb_typeof(request -> 'id'), 'null') = 'null' then gen_random_uuid()
                    else private.required_uuid(request, 'id') end;
begin
  perform private.lock_scopes(array[who]);
  insert into sync.scopes (id, kind) values (band, 'band') on conflict (id) do nothing;
  if not found then
    -- A retry after a lost answer: return the band that the first try created.
    select b.name into band_name from public.bands b where b.id = band and b.created_by = who and private.rank_in(who, band) > 0;
    if not found then
      perform private.fail(403, 'forbidden', 'This id is already in use.', 'id');
    end if;
    return jsonb_build_object('id', band, 'name', band_name);
  end if;
  insert into public.bands (id, band_id, name) values (band, band, band_name);
  insert into public.memberships (band_id, user_id, role) values (band, who, 'owner');
  return jsonb_build_object('id', band, 'name', band_name);
end $$;

-- rename_band {band, name} -> {id, name}; for admins and owners
create function private.rename_band(request jsonb) returns jsonb
language plpgsql security definer set search_path = '' as $$
declare
  band uuid := private.required_uuid(request, 'band');
  new_name text := private.required_text(request, 'name', 80, 'The band''s name needs 1 to 80 characters.');
begin
  perform private.lock_scopes(array[band]);
  perform private.require_band_role(request, 'admin');
  update public.bands b set name = new_name where b.id = band;
  return jsonb_build_object('id', band, 'name', new_name);
end $$;

/*
  delete_band {band, name} -> {band}; for owners, who type the band's name to confirm
  Ends every membership at once. Each member's own log says so, and their devices remove the band and set unsent changes
  aside, as after any removal. Nobody can reach the band's data any more; private.prune() erases it after 30 days.
*/
create function private.delete_band(request jsonb) returns jsonb
language plpgsql security definer set search_path = '' as $$
declare
  who uuid := private.caller();
  band uuid := private.required_uuid(request, 'band');
  typed text := private.required_text(request, 'name', 80, 'Type the band''s name.');
begin
  perform private.lock_scopes(array(select m.user_id from public.memberships m where m.band_id = band and m.deleted_at is null)
                              || array[band, who]);
  if exists (select from public.bands b where b.id = band and b.deleted_at is not null and b.updated_by = who) then
    -- A retry after a lost answer.
    return jsonb_build_object('band', band);
  end if;
  perform private.require_band_role(request, 'owner');
  if typed is distinct from (select btrim(b.name) from public.bands b where b.id = band) then
    perform private.fail(400, 'invalid_request', 'This is not the band''s name. Type it exactly as shown.', 'name');
  end if;
  update public.invites i set revoked_at = now() where i.band_id = band and i.revoked_at is null;
  update public.memberships m set deleted_at = now() where m.band_id = band and m.deleted_at is null;
  update public.bands b set deleted_at = now() where b.id = band;
  update sync.scopes s set topic_epoch = s.topic_epoch + 1 where s.id = band;
  return jsonb_build_object('band', band);
end $$;

-- ── Members ──────────────────────────────────────────────────────────────────────────────────────────────────────────

create function private.set_role(request jsonb) returns jsonb
language plpgsql security definer set search_path = '' as $$
declare
  who uuid := private.caller();
  band uuid := private.required_uuid(request, 'band');
  person uuid := private.required_uuid(request, 'user');
  new_role text := request ->> 'role';
  mine integer;
  membership public.memberships;
begin
  if private.rank(new_role) = 0 then
    perform private.fail(400, 'invalid_request', 'A role is owner, admin, member or viewer.', 'role');
  end if;
  membership := private.lock_membership(band, person);
  -- Checked under the lock: two owners who demote each other at once must not both succeed.
  perform private.require_band_role(request, 'admin');
  mine := private.rank_in(who, band);
  if membership.id is null then
    perform private.fail(404, 'not_found', 'This person is not in the band.', 'user');
  elsif greatest(private.rank(membership.role), private.rank(new_role)) > mine then
    perform private.fail(403, 'forbidden', 'Only an owner can make or change an owner.', 'role');
  elsif membership.role = 'owner' and new_role <> 'owner' then
    perform private.require_another_owner(band, person);
  end if;
  update public.memberships m set role = new_role where m.id = membership.id;
  return jsonb_build_object('band', band, 'user', person, 'role', new_role);
end $$;

create function private.remove_member(request jsonb) returns jsonb
language plpgsql security definer set search_path = '' as $$
declare
  who uuid := private.caller();
  band uuid := private.required_uuid(request, 'band');
  person uuid := private.required_uuid(request, 'user');
  membership public.memberships;
begin
  membership := private.lock_membership(band, person);
  perform private.require_band_role(request, 'admin');
  if membership.id is null then
    -- A retry after a lost answer: the person is removed already.
    return jsonb_build_object('band', band, 'user', person);
  elsif private.rank(membership.role) > private.rank_in(who, band) then
    perform private.fail(403, 'forbidden', 'Only an owner can remove an owner.', 'user');
  end if;
  perform private.end_membership(band, membership);
  -- Invites that the person created must not let them back in.
  update public.invites i set revoked_at = now()
   where i.band_id = band and i.created_by = person and i.revoked_at is null;
  return jsonb_build_object('band', band, 'user', person);
end $$;

create function private.leave_band(request jsonb) returns jsonb
language plpgsql security definer set search_path = '' as $$
declare
  who uuid := private.caller();
  band uuid := private.required_uuid(request, 'band');
  membership public.memberships;
begin
  membership := private.lock_membership(band, who);
  if membership.id is not null then perform private.end_membership(band, membership); end if;
  return jsonb_build_object('band', band);
end $$;

-- Locks the scopes of the band and the person, and returns the person's membership.
create function private.lock_membership(band uuid, person uuid) returns public.memberships language plpgsql as $$
declare
  membership public.memberships;
begin
  perform private.lock_scopes(array[band, person]);
  select m.* into membership from public.memberships m
   where m.band_id = band and m.user_id = person and m.deleted_at is null;
  return membership;
end $$;

-- Deletes a membership, and changes the band's realtime channel so that the person who left hears nothing more.
create function private.end_membership(band uuid, membership public.memberships) returns void language plpgsql as $$
begin
  if membership.role = 'owner' then perform private.require_another_owner(band, membership.user_id); end if;
  update public.memberships m set deleted_at = now() where m.id = membership.id;
  update sync.scopes s set topic_epoch = s.topic_epoch + 1 where s.id = band;
end $$;

create function private.require_another_owner(band uuid, except_for uuid) returns void language plpgsql as $$
begin
  if not exists (select from public.memberships m
                  where m.band_id = band and m.user_id <> except_for and m.role = 'owner' and m.deleted_at is null) then
    perform private.fail(403, 'forbidden', 'A band needs an owner. Make someone else an owner first.', 'user');
  end if;
end $$;

-- ── Profile ──────────────────────────────────────────────────────────────────────────────────────────────────────────

create function private.update_profile(request jsonb) returns jsonb
language plpgsql security definer set search_path = '' as $$
declare
  who uuid := private.caller();
  new_name text;
  new_instruments text[];
begin
  if jsonb_typeof(request) is distinct from 'object' then
    perform private.fail(400, 'invalid_request', 'The request must be an object.', 'request');
  end if;
  if request ? 'name' then
    new_name := private.required_text(request, 'name', 80, 'Your name needs 1 to 80 characters.');
  end if;
  if request ? 'avatar' and not private.is_avatar(nullif(request -> 'avatar', 'null')) then
    perform private.fail(400, 'invalid_request', 'An avatar is a color like #8844ff and an image of up to 200 KB.', 'avatar');
  end if;
  if request ? 'instruments' then
    if jsonb_typeof(request -> 'instruments') = 'array' and private.accepts_json('text[]', request -> 'instruments') then
      new_instruments := array(select btrim(i) from jsonb_array_elements_text(request -> 'instruments') i);
    end if;
    if not coalesce(private.are_words(new_instruments, 12, 40), false) then
      perform private.fail(400, 'invalid_request', 'Up to 12 instruments of 1 to 40 characters each.', 'instruments');
    end if;
  end if;
  -- Updates the copies in every band too, so it locks all these scopes first, in the usual order.
  perform private.lock_scopes(array(select private.my_band_ids()) || who);
  update public.profiles p
     set name        = coalesce(new_name, p.name),
         avatar      = case when request ? 'avatar' then nullif(request -> 'avatar', 'null') else p.avatar end,
         instruments = coalesce(new_instruments, p.instruments)
   where p.id = who;
  return (select jsonb_build_object('id', p.id, 'name', p.name, 'avatar', p.avatar, 'instruments', p.instruments)
            from public.profiles p where p.id = who);
end $$;

-- ── API ──────────────────────────────────────────────────────────────────────────────────────────────────────────────

create function public.create_band(request jsonb) returns jsonb language sql set search_path = '' as
$$ select private.create_band(request) $$;
create function public.rename_band(request jsonb) returns jsonb language sql set search_path = '' as
$$ select private.rename_band(request) $$;
create function public.delete_band(request jsonb) returns jsonb language sql set search_path = '' as
$$ select private.delete_band(request) $$;
create function public.set_role(request jsonb) returns jsonb language sql set search_path = '' as
$$ select private.set_role(request) $$;
create function public.remove_member(request jsonb) returns jsonb language sql set search_path = '' as
$$ select private.remove_member(request) $$;
create function public.leave_band(request jsonb) returns jsonb language sql set search_path = '' as
$$ select private.leave_band(request) $$;
create function public.update_profile(request jsonb) returns jsonb language sql set search_path = '' as
$$ select private.update_profile(request) $$;

revoke all on function public.create_band(jsonb), public.rename_band(jsonb), public.delete_band(jsonb), public.set_role(jsonb), public.remove_member(jsonb), public.leave_band(jsonb), public.update_profile(jsonb) from public, anon;
grant execute on function private.create_band(jsonb), public.create_band(jsonb),
                          private.rename_band(jsonb), public.rename_band(jsonb),
                          private.delete_band(jsonb), public.delete_band(jsonb),
                          private.set_role(jsonb), public.set_role(jsonb),
                          private.remove_member(jsonb), public.remove_member(jsonb),
                          private.leave_band(jsonb), public.leave_band(jsonb),
                          private.update_profile(jsonb), public.update_profile(jsonb) to authenticated;
