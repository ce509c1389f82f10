-- What a machine that stays holds on its node beyond its allocation while a change makes it larger:
-- held before the machine grows, part of its allocation from the commit on. A row of nothing says
-- that it is changed without taking more. Counted with what its node has reserved.
CREATE TABLE growth (
  machine_id        VARCHAR(26)  NOT NULL PRIMARY KEY,
  operation_id      VARCHAR(26)  NOT NULL,
  configuration_id  VARCHAR(26)  NOT NULL,
  node              VARCHAR(64)  NOT NULL,
  memory_mib        BIGINT       NOT NULL,
  vcpus             INT          NOT NULL,
  disk_gib          BIGINT       NOT NULL,
  bandwidth_mbps    INT          NOT NULL,
  is_taken_back     BOOLEAN      NOT NULL DEFAULT FALSE,   -- undone: no step makes it larger any more
  KEY growth_operation (operation_id)
) ENGINE = InnoDB DEFAULT CHARSET = utf8mb4 COLLATE = utf8mb4_bin;
