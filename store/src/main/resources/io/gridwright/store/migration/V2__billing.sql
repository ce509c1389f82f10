CREATE TABLE plan (
  id        VARCHAR(64)  NOT NULL PRIMARY KEY,
  position  INT          NOT NULL,
  document  JSON         NOT NULL
) ENGINE = InnoDB DEFAULT CHARSET = utf8mb4 COLLATE = utf8mb4_bin;

CREATE TABLE subscription (
  id          VARCHAR(26)  NOT NULL PRIMARY KEY,
  account_id  VARCHAR(26)  NOT NULL,
  plan_id     VARCHAR(64)  NOT NULL,
  resource    VARCHAR(16)  NOT NULL,
  since       DATETIME(6)  NOT NULL,
  ends_at     DATETIME(6)  NULL,
  KEY subscription_account (account_id, ends_at),
  CONSTRAINT subscription_of_plan FOREIGN KEY (plan_id) REFERENCES plan (id)
) ENGINE = InnoDB DEFAULT CHARSET = utf8mb4 COLLATE = utf8mb4_bin;

CREATE TABLE charge (
  id            VARCHAR(26)    NOT NULL PRIMARY KEY,
  account_id    VARCHAR(26)    NOT NULL,
  resource      VARCHAR(16)    NOT NULL,
  day           DATE           NOT NULL,         -- in the account's zone
  kind          VARCHAR(16)    NOT NULL,         -- SUBSCRIPTION, OVERAGE, UPGRADE
  plan_id       VARCHAR(64)    NOT NULL,
  quantity      DECIMAL(30, 9) NOT NULL,
  unit          VARCHAR(16)    NOT NULL,
  amount_minor  BIGINT         NOT NULL,
  currency      CHAR(3)        NOT NULL,
  state         VARCHAR(16)    NOT NULL,
  attempts      INT            NOT NULL DEFAULT 0,
  payment_id    VARCHAR(64)    NULL,
  created_at    DATETIME(6)    NOT NULL,
  UNIQUE KEY charge_once (account_id, resource, day, kind, plan_id)
) ENGINE = InnoDB DEFAULT CHARSET = utf8mb4 COLLATE = utf8mb4_bin;

-- The ledger gateway's own book: what a payment provider would keep on its side.
CREATE TABLE payment (
  id            VARCHAR(26)  NOT NULL PRIMARY KEY,
  reference     VARCHAR(190) NOT NULL UNIQUE,    -- the payer's idempotency key
  account_id    VARCHAR(26)  NULL,
  amount_minor  BIGINT       NOT NULL,
  currency      CHAR(3)      NOT NULL,
  method        VARCHAR(255) NOT NULL,
  state         VARCHAR(16)  NOT NULL,
  reason        VARCHAR(255) NULL,
  created_at    DATETIME(6)  NOT NULL
) ENGINE = InnoDB DEFAULT CHARSET = utf8mb4 COLLATE = utf8mb4_bin;

CREATE TABLE metering_watermark (
  id            INT          NOT NULL PRIMARY KEY,
  closed_until  DATETIME(6)  NOT NULL
) ENGINE = InnoDB DEFAULT CHARSET = utf8mb4 COLLATE = utf8mb4_bin;
INSERT INTO metering_watermark (id, closed_until) VALUES (1, '1970-01-01 00:00:00');
