-- Routes that are plain on purpose: no certificate is obtained for them, and nobody is sent to HTTPS.
ALTER TABLE route
    ADD COLUMN https_enabled boolean NOT NULL DEFAULT true;

ALTER TABLE route
    ADD CONSTRAINT route_plain_on_purpose CHECK (
        https_enabled OR (route_type = 'http' AND https_redirect IS NOT TRUE AND hsts_max_age_s IS NULL));
