CREATE TABLE vlan_tag (
  tag         INT          NOT NULL PRIMARY KEY,
  account_id  VARCHAR(26)  NULL UNIQUE
) ENGINE = InnoDB DEFAULT CHARSET = utf8mb4 COLLATE = utf8mb4_bin;

CREATE TABLE subnet (
  number            INT          NOT NULL PRIMARY KEY,
  cidr              VARCHAR(18)  NOT NULL UNIQUE,
  account_id        VARCHAR(26)  NULL,
  configuration_id  VARCHAR(26)  NULL UNIQUE
) ENGINE = InnoDB DEFAULT CHARSET = utf8mb4 COLLATE = utf8mb4_bin;

-- An address is unique in its scope: 'PUBLIC', or the CIDR of a private subnet.
CREATE TABLE address (
  scope             VARCHAR(18)  NOT NULL,
  address           VARCHAR(15)  NOT NULL,
  position          BIGINT       NOT NULL,       -- the address as a number: order of allocation
  state             VARCHAR(8)   NOT NULL,       -- FREE, HELD, MOVING
  address_use       VARCHAR(8)   NULL,           -- VIRTUAL, REAL
  account_id        VARCHAR(26)  NULL,
  configuration_id  VARCHAR(26)  NULL,
  component_id      VARCHAR(26)  NULL,
  machine_id        VARCHAR(26)  NULL,
  operation_id      VARCHAR(26)  NULL,
  held_at           DATETIME(6)  NULL,
  freed_at          DATETIME(6)  NULL,
  PRIMARY KEY (scope, address),
  KEY address_order (scope, state, position),
  KEY address_machine (machine_id),
  KEY address_configuration (configuration_id),
  KEY address_operation (operation_id)
) ENGINE = InnoDB DEFAULT CHARSET = utf8mb4 COLLATE = utf8mb4_bin;

CREATE TABLE traffic_rule (
  id                VARCHAR(26)  NOT NULL PRIMARY KEY,
  operation_id      VARCHAR(26)  NOT NULL,
  configuration_id  VARCHAR(26)  NOT NULL,
  account_id        VARCHAR(26)  NOT NULL,
  kind              VARCHAR(16)  NOT NULL,       -- VIRTUAL_IP, POOL_MEMBER, FIREWALL
  component_id      VARCHAR(26)  NOT NULL,       -- where the rule is in force
  machine_id        VARCHAR(26)  NOT NULL,
  address           VARCHAR(15)  NULL,           -- virtual address, of a member too
  port              INT          NOT NULL,       -- virtual port; of a FIREWALL the port opened
  member_component  VARCHAR(63)  NULL,
  member_machine_id VARCHAR(26)  NULL,
  member_port       INT          NULL,
  source            VARCHAR(64)  NULL,           -- FIREWALL: a CIDR
  paused            BOOLEAN      NOT NULL DEFAULT FALSE,
  state             VARCHAR(16)  NOT NULL,       -- PLANNED, IN_FORCE, REMOVED
  KEY traffic_rule_configuration (configuration_id, state),
  KEY traffic_rule_machine (machine_id, state),
  KEY traffic_rule_operation (operation_id)
) ENGINE = InnoDB DEFAULT CHARSET = utf8mb4 COLLATE = utf8mb4_bin;
