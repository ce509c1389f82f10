-- What operators asked of the grid and what takes longer than a call: emptying a node, evening out
-- the load. The row is the truth; a workflow carries it out.
CREATE TABLE grid_work (
  id            VARCHAR(26)  NOT NULL PRIMARY KEY,
  kind          VARCHAR(16)  NOT NULL,           -- MAINTENANCE, REBALANCE
  subject       VARCHAR(64)  NOT NULL,           -- the node; 'grid' for all of it
  number        INT          NOT NULL,           -- 1.. within kind and subject
  state         VARCHAR(16)  NOT NULL,           -- RUNNING, DONE, STOPPED
  open_subject  VARCHAR(96)  NULL UNIQUE,        -- NULL once it has ended: one at a time
  report        JSON         NOT NULL,
  requested_by  VARCHAR(26)  NOT NULL,
  requested_at  DATETIME(6)  NOT NULL,
  ended_at      DATETIME(6)  NULL,
  UNIQUE KEY grid_work_number (kind, subject, number),
  KEY grid_work_state (state)
) ENGINE = InnoDB DEFAULT CHARSET = utf8mb4 COLLATE = utf8mb4_bin;
