-- Ids are ULIDs: lists page by id, which is the order of creation. All instants are UTC.
-- Binary collation: ids, names and logins compare exactly, on MySQL and MariaDB alike.
CREATE TABLE account (
  id                        VARCHAR(26)  NOT NULL PRIMARY KEY,
  name                      VARCHAR(200) NOT NULL,
  time_zone                 VARCHAR(64)  NOT NULL,
  currency                  CHAR(3)      NOT NULL,
  host_name                 VARCHAR(255) NULL,
  health_policy             VARCHAR(8)   NOT NULL DEFAULT 'ANY',
  monitoring                VARCHAR(8)   NOT NULL DEFAULT 'DIRECT',
  acceptable_overage_minor  BIGINT       NULL,
  risk                      VARCHAR(8)   NOT NULL DEFAULT 'LOW',
  restricted_at             DATETIME(6)  NULL,
  period_start              DATETIME(6)  NOT NULL,
  period_end                DATETIME(6)  NOT NULL,
  period_anchor_day         INT          NOT NULL,
  payment_method            VARCHAR(255) NULL,
  payment_customer          VARCHAR(255) NULL,
  -- What the account's configurations hold of its ceiling: the sum of configuration.held_*.
  held_memory_mib           BIGINT       NOT NULL DEFAULT 0,
  held_vcpus                INT          NOT NULL DEFAULT 0,
  held_disk_gib             BIGINT       NOT NULL DEFAULT 0,
  held_addresses            INT          NOT NULL DEFAULT 0,
  created_at                DATETIME(6)  NOT NULL
) ENGINE = InnoDB DEFAULT CHARSET = utf8mb4 COLLATE = utf8mb4_bin;

CREATE TABLE user (
  id             VARCHAR(26)  NOT NULL PRIMARY KEY,
  account_id     VARCHAR(26)  NULL,              -- NULL for the operator
  login          VARCHAR(190) NOT NULL UNIQUE,
  password_hash  VARCHAR(255) NOT NULL,
  name           VARCHAR(200) NOT NULL,
  email          VARCHAR(255) NOT NULL,
  role           VARCHAR(16)  NOT NULL,
  created_at     DATETIME(6)  NOT NULL,
  KEY user_account (account_id)
) ENGINE = InnoDB DEFAULT CHARSET = utf8mb4 COLLATE = utf8mb4_bin;

CREATE TABLE session (
  token_hash    VARCHAR(64)  NOT NULL PRIMARY KEY,
  user_id       VARCHAR(26)  NOT NULL,
  expires_at    DATETIME(6)  NOT NULL,
  created_at    DATETIME(6)  NOT NULL,
  last_used_at  DATETIME(6)  NOT NULL,
  KEY session_user (user_id),
  KEY session_expiry (expires_at)
) ENGINE = InnoDB DEFAULT CHARSET = utf8mb4 COLLATE = utf8mb4_bin;

-- What a POST under an Idempotency-Key did; kept for 24 h of real time.
CREATE TABLE idempotency (
  scope_hash    VARCHAR(64)  NOT NULL,           -- of who, method and path
  request_key   VARCHAR(190) NOT NULL,
  request_hash  VARCHAR(64)  NOT NULL,
  resource_id   VARCHAR(64)  NOT NULL,
  created_at    DATETIME(6)  NOT NULL,
  PRIMARY KEY (scope_hash, request_key),
  KEY idempotency_age (created_at)
) ENGINE = InnoDB DEFAULT CHARSET = utf8mb4 COLLATE = utf8mb4_bin;
