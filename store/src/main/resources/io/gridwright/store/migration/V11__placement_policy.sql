-- What operators decided about placement. One row, there from the start, so that its lock is too.
CREATE TABLE placement_policy (
  id          INT          NOT NULL PRIMARY KEY,
  document    JSON         NULL,                 -- NULL: the published policy
  version     BIGINT       NOT NULL,
  updated_at  DATETIME(6)  NULL,
  updated_by  VARCHAR(26)  NULL
) ENGINE = InnoDB DEFAULT CHARSET = utf8mb4 COLLATE = utf8mb4_bin;
INSERT INTO placement_policy (id, document, version) VALUES (1, NULL, 1);
