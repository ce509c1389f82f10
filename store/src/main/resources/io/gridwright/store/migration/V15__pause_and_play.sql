-- What customers paused is a fact of their configuration, whatever machines stand for it now; every
-- writer of a balancer's file reads it. A row stays once it is played: its operation may have failed.
CREATE TABLE traffic_pause (
  balancer_id       VARCHAR(26)  NOT NULL,
  address           VARCHAR(15)  NOT NULL,       -- as the document has it; '' for auto
  port              INT          NOT NULL,
  member_id         VARCHAR(26)  NOT NULL,       -- component in the pool; '' for the address itself
  member_port       INT          NOT NULL,       -- 0 for the address itself
  configuration_id  VARCHAR(26)  NOT NULL,
  paused            BOOLEAN      NOT NULL,
  operation_id      VARCHAR(26)  NOT NULL,       -- that said so last
  PRIMARY KEY (balancer_id, address, port, member_id, member_port),
  KEY traffic_pause_configuration (configuration_id)
) ENGINE = InnoDB DEFAULT CHARSET = utf8mb4 COLLATE = utf8mb4_bin;

-- Several operations write a balancer's file, each what it read after it took a number here; the
-- guest takes no file with a lower number than the one in force. No row: nobody wrote it yet.
CREATE TABLE balancer_ticket (
  machine_id  VARCHAR(26)  NOT NULL PRIMARY KEY,
  ticket      BIGINT       NOT NULL
) ENGINE = InnoDB DEFAULT CHARSET = utf8mb4 COLLATE = utf8mb4_bin;

ALTER TABLE traffic_rule DROP COLUMN paused;
