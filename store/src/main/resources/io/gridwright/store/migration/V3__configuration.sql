CREATE TABLE configuration (
  id                     VARCHAR(26)  NOT NULL PRIMARY KEY,
  account_id             VARCHAR(26)  NOT NULL,
  name                   VARCHAR(63)  NOT NULL,
  live_name              VARCHAR(63)  NULL,      -- NULL once deleted: the name is free again
  document               JSON         NOT NULL,
  version                BIGINT       NOT NULL,
  state                  VARCHAR(16)  NOT NULL,
  next_operation_number  INT          NOT NULL,
  held_memory_mib        BIGINT       NOT NULL DEFAULT 0,
  held_vcpus             INT          NOT NULL DEFAULT 0,
  held_disk_gib          BIGINT       NOT NULL DEFAULT 0,
  held_addresses         INT          NOT NULL DEFAULT 0,
  last_allocation_event  DATETIME(6)  NULL,      -- business time; allocation events never go back
  created_at             DATETIME(6)  NOT NULL,
  deleted_at             DATETIME(6)  NULL,
  UNIQUE KEY configuration_name (account_id, live_name),
  KEY configuration_page (account_id, id)
) ENGINE = InnoDB DEFAULT CHARSET = utf8mb4 COLLATE = utf8mb4_bin;

CREATE TABLE component (
  id                VARCHAR(26)  NOT NULL PRIMARY KEY,
  configuration_id  VARCHAR(26)  NOT NULL,
  name              VARCHAR(63)  NOT NULL,
  live_name         VARCHAR(63)  NULL,
  kind              VARCHAR(16)  NOT NULL,
  stateless         BOOLEAN      NOT NULL,
  state             VARCHAR(16)  NOT NULL,
  created_at        DATETIME(6)  NOT NULL,
  running_since     DATETIME(6)  NULL,
  allocated_since   DATETIME(6)  NULL,
  deleted_at        DATETIME(6)  NULL,
  UNIQUE KEY component_name (configuration_id, live_name)
) ENGINE = InnoDB DEFAULT CHARSET = utf8mb4 COLLATE = utf8mb4_bin;

-- F41: who balances which IP:port. A claim is 'virtual:ADDRESS:PORT' or 'member:COMPONENT:PORT'.
CREATE TABLE balanced_port (
  claim             VARCHAR(120) NOT NULL PRIMARY KEY,
  account_id        VARCHAR(26)  NOT NULL,
  configuration_id  VARCHAR(26)  NOT NULL,
  balancer_id       VARCHAR(26)  NOT NULL,
  operation_id      VARCHAR(26)  NOT NULL,
  KEY balanced_port_configuration (configuration_id),
  KEY balanced_port_operation (operation_id)
) ENGINE = InnoDB DEFAULT CHARSET = utf8mb4 COLLATE = utf8mb4_bin;
