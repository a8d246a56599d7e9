-- How clients are led to HTTPS, and what peers are spoken to with.

ALTER TABLE peer ADD COLUMN protocol text NOT NULL DEFAULT 'http1' CHECK (protocol IN ('http1', 'h2c'));

ALTER TABLE route
    ADD COLUMN https_redirect boolean,
    ADD COLUMN hsts_max_age_s integer CHECK (hsts_max_age_s BETWEEN 0 AND 63072000),
    ADD CONSTRAINT route_https_is_of_http CHECK (
        route_type = 'http' OR num_nonnulls(https_redirect, hsts_max_age_s) = 0);
COMMENT ON COLUMN route.https_redirect IS 'NULL: where a certificate covers the domain.';
