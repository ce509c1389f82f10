-- What the engine itself asks of the grid, nobody asked for.
ALTER TABLE grid_work MODIFY requested_by VARCHAR(26) NULL;

-- Proof that a lost node runs nothing any more (DESIGN section 6), one for each of its losses.
CREATE TABLE fencing (
  work_id    VARCHAR(26)    NOT NULL PRIMARY KEY,  -- the recovery that it belongs to
  proof      VARCHAR(32)    NOT NULL,              -- redfish, cluster, operator
  evidence   VARCHAR(1000)  NOT NULL,
  proved_by  VARCHAR(26)    NULL,                  -- the operator whose word it is
  proved_at  DATETIME(6)    NOT NULL
) ENGINE = InnoDB DEFAULT CHARSET = utf8mb4 COLLATE = utf8mb4_bin;

-- What customers and operators are told without asking. Channels read on from the last id.
CREATE TABLE notice (
  id                VARCHAR(26)    NOT NULL PRIMARY KEY,
  identity          VARCHAR(190)   NOT NULL UNIQUE,  -- the same thing is told once
  account_id        VARCHAR(26)    NULL,             -- NULL: to operators alone
  configuration_id  VARCHAR(26)    NULL,
  kind              VARCHAR(32)    NOT NULL,
  text              VARCHAR(1000)  NOT NULL,
  at                DATETIME(6)    NOT NULL,
  KEY notice_account (account_id, id)
) ENGINE = InnoDB DEFAULT CHARSET = utf8mb4 COLLATE = utf8mb4_bin;
