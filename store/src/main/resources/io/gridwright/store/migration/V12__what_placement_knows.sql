-- What placement must know of whoever stands on a node, beside the document, so that a look at the
-- whole grid parses none.
ALTER TABLE configuration
  ADD COLUMN risky      BOOLEAN     NOT NULL DEFAULT FALSE,  -- purposes counted in
  ADD COLUMN dedicated  VARCHAR(16) NOT NULL DEFAULT 'NONE';
UPDATE configuration SET
  dedicated = COALESCE(JSON_UNQUOTE(JSON_EXTRACT(document, '$.dedicated')), 'NONE'),
  risky = JSON_UNQUOTE(JSON_EXTRACT(document, '$.risk.spam')) = 'HIGH'
    OR JSON_UNQUOTE(JSON_EXTRACT(document, '$.risk.hacking')) = 'HIGH'
    OR JSON_UNQUOTE(JSON_EXTRACT(document, '$.risk.fraud')) = 'HIGH'
    OR (JSON_UNQUOTE(JSON_EXTRACT(document, '$.risk.spam')) = 'MEDIUM'
        AND JSON_CONTAINS(document, '"BLOG"', '$.purpose'))
    OR (JSON_UNQUOTE(JSON_EXTRACT(document, '$.risk.hacking')) = 'MEDIUM'
        AND JSON_CONTAINS(document, '"SENSITIVE_DATA"', '$.purpose'))
    OR (JSON_UNQUOTE(JSON_EXTRACT(document, '$.risk.fraud')) = 'MEDIUM'
        AND JSON_CONTAINS(document, '"FINANCIAL"', '$.purpose'));

ALTER TABLE component
  ADD COLUMN image_id           VARCHAR(64) NULL,
  ADD COLUMN accesses_per_hour  BIGINT      NULL,
  ADD COLUMN access_seconds     BIGINT      NULL,
  ADD COLUMN bytes_per_access   BIGINT      NULL,
  ADD COLUMN path               VARCHAR(64) NULL;            -- for this migration only
UPDATE component c JOIN configuration f ON f.id = c.configuration_id
SET c.path = REPLACE(
  JSON_UNQUOTE(JSON_SEARCH(f.document, 'one', c.name, NULL, '$.components[*].name')), '.name', '');
UPDATE component c JOIN configuration f ON f.id = c.configuration_id
SET c.image_id = JSON_UNQUOTE(JSON_EXTRACT(f.document, CONCAT(c.path, '.image'))),
    c.accesses_per_hour =
      NULLIF(JSON_UNQUOTE(JSON_EXTRACT(f.document, CONCAT(c.path, '.expected.accessesPerHour'))),
             'null'),
    c.access_seconds =
      NULLIF(JSON_UNQUOTE(JSON_EXTRACT(f.document, CONCAT(c.path, '.expected.accessSeconds'))),
             'null'),
    c.bytes_per_access =
      NULLIF(JSON_UNQUOTE(JSON_EXTRACT(f.document, CONCAT(c.path, '.expected.bytesPerAccess'))),
             'null')
WHERE c.path IS NOT NULL;
ALTER TABLE component DROP COLUMN path;
