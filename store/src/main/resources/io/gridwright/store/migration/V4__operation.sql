CREATE TABLE operation (
  id                        VARCHAR(26)  NOT NULL PRIMARY KEY,
  configuration_id          VARCHAR(26)  NOT NULL,
  account_id                VARCHAR(26)  NOT NULL,
  number                    INT          NOT NULL,
  kind                      VARCHAR(16)  NOT NULL,
  rank_                     INT          NOT NULL,
  state                     VARCHAR(16)  NOT NULL,
  phase                     VARCHAR(16)  NOT NULL,
  epoch                     INT          NOT NULL DEFAULT 0,
  run_id                    VARCHAR(64)  NULL,
  requested_by              VARCHAR(26)  NULL,   -- NULL: the engine itself
  requested_at              DATETIME(6)  NOT NULL,
  started_at                DATETIME(6)  NULL,
  ended_at                  DATETIME(6)  NULL,
  document                  JSON         NULL,   -- the desired configuration
  document_version          BIGINT       NULL,
  -- Cancellation and the point of no return are decided in this one row (DESIGN section 4).
  cancel_requested_at       DATETIME(6)  NULL,
  interrupt_requested_at    DATETIME(6)  NULL,
  point_of_no_return_at     DATETIME(6)  NULL,
  undoing_to                VARCHAR(16)  NULL,   -- how it will end, once it is being undone
  quota_memory_mib          BIGINT       NOT NULL DEFAULT 0,
  quota_vcpus               INT          NOT NULL DEFAULT 0,
  quota_disk_gib            BIGINT       NOT NULL DEFAULT 0,
  quota_addresses           INT          NOT NULL DEFAULT 0,
  error                     JSON         NULL,
  verification              JSON         NULL,
  workflow_id               VARCHAR(200) NULL,
  workflow_run_id           VARCHAR(64)  NULL,
  payload                   JSON         NULL,
  UNIQUE KEY operation_number (configuration_id, number),
  KEY operation_page (account_id, id),
  KEY operation_open (state, requested_at)
) ENGINE = InnoDB DEFAULT CHARSET = utf8mb4 COLLATE = utf8mb4_bin;

CREATE TABLE operation_step (
  operation_id  VARCHAR(26)  NOT NULL,
  name          VARCHAR(64)  NOT NULL,
  component     VARCHAR(63)  NOT NULL DEFAULT '',
  node          VARCHAR(64)  NOT NULL DEFAULT '',
  state         VARCHAR(16)  NOT NULL,
  attempts      INT          NOT NULL DEFAULT 0,
  started_at    DATETIME(6)  NULL,
  ended_at      DATETIME(6)  NULL,
  error         TEXT         NULL,
  position      BIGINT       NOT NULL AUTO_INCREMENT,
  PRIMARY KEY (operation_id, name, component, node),
  UNIQUE KEY operation_step_position (position)
) ENGINE = InnoDB DEFAULT CHARSET = utf8mb4 COLLATE = utf8mb4_bin;

CREATE TABLE placement_plan (
  operation_id  VARCHAR(26)  NOT NULL,
  attempt       INT          NOT NULL,
  document      JSON         NOT NULL,
  created_at    DATETIME(6)  NOT NULL,
  PRIMARY KEY (operation_id, attempt)
) ENGINE = InnoDB DEFAULT CHARSET = utf8mb4 COLLATE = utf8mb4_bin;

-- Numbers of a stream are given under its row, so that they appear in the order of commits: a
-- reader that remembers the last number misses nothing. A stream is a configuration, or an account.
CREATE TABLE event_stream (
  id           VARCHAR(26)  NOT NULL PRIMARY KEY,
  last_number  BIGINT       NOT NULL
) ENGINE = InnoDB DEFAULT CHARSET = utf8mb4 COLLATE = utf8mb4_bin;

CREATE TABLE event (
  stream_id         VARCHAR(26)  NOT NULL,
  number            BIGINT       NOT NULL,
  account_id        VARCHAR(26)  NOT NULL,
  configuration_id  VARCHAR(26)  NULL,
  operation_id      VARCHAR(26)  NULL,
  kind              VARCHAR(16)  NOT NULL,
  payload           JSON         NOT NULL,
  at                DATETIME(6)  NOT NULL,
  PRIMARY KEY (stream_id, number)
) ENGINE = InnoDB DEFAULT CHARSET = utf8mb4 COLLATE = utf8mb4_bin;
