-- Clients of a pool that stay on a member.

ALTER TABLE pool
    ADD COLUMN sticky_cookie text CHECK (sticky_cookie <> ''),
    ADD COLUMN sticky_max_age_s bigint CHECK (sticky_max_age_s > 0),
    ADD CONSTRAINT pool_sticky_age_is_of_a_cookie CHECK (sticky_cookie IS NOT NULL OR sticky_max_age_s IS NULL);
COMMENT ON COLUMN pool.sticky_cookie IS 'NULL: clients do not stick.';
