CREATE TABLE node (
  name                     VARCHAR(64)  NOT NULL PRIMARY KEY,
  state                    VARCHAR(16)  NOT NULL,
  capacity_memory_mib      BIGINT       NOT NULL,
  capacity_vcpus           INT          NOT NULL,
  capacity_disk_gib        BIGINT       NOT NULL,
  capacity_bandwidth_mbps  INT          NOT NULL,
  -- Held by operations that are not verified yet, and by those that are (F162).
  reserved_memory_mib      BIGINT       NOT NULL DEFAULT 0,
  reserved_vcpus           INT          NOT NULL DEFAULT 0,
  reserved_disk_gib        BIGINT       NOT NULL DEFAULT 0,
  reserved_bandwidth_mbps  INT          NOT NULL DEFAULT 0,
  allocated_memory_mib     BIGINT       NOT NULL DEFAULT 0,
  allocated_vcpus          INT          NOT NULL DEFAULT 0,
  allocated_disk_gib       BIGINT       NOT NULL DEFAULT 0,
  allocated_bandwidth_mbps INT          NOT NULL DEFAULT 0,
  -- What the hypervisor was seen to hold beyond our ledger (F94).
  foreign_memory_mib       BIGINT       NOT NULL DEFAULT 0,
  foreign_vcpus            INT          NOT NULL DEFAULT 0,
  foreign_disk_gib         BIGINT       NOT NULL DEFAULT 0,
  foreign_bandwidth_mbps   INT          NOT NULL DEFAULT 0,
  labels                   JSON         NOT NULL,
  last_seen_at             DATETIME(6)  NULL,
  state_since              DATETIME(6)  NOT NULL
) ENGINE = InnoDB DEFAULT CHARSET = utf8mb4 COLLATE = utf8mb4_bin;

CREATE TABLE image (
  id        VARCHAR(64)  NOT NULL PRIMARY KEY,
  position  INT          NOT NULL,
  document  JSON         NOT NULL
) ENGINE = InnoDB DEFAULT CHARSET = utf8mb4 COLLATE = utf8mb4_bin;

CREATE TABLE engine (
  position  INT   NOT NULL PRIMARY KEY,
  document  JSON  NOT NULL
) ENGINE = InnoDB DEFAULT CHARSET = utf8mb4 COLLATE = utf8mb4_bin;

CREATE TABLE image_copy (
  image_id  VARCHAR(64)  NOT NULL,
  version   VARCHAR(32)  NOT NULL,
  node      VARCHAR(64)  NOT NULL,
  vmid      INT          NOT NULL,
  state     VARCHAR(16)  NOT NULL,               -- COPYING, READY, REMOVING
  PRIMARY KEY (image_id, version, node)
) ENGINE = InnoDB DEFAULT CHARSET = utf8mb4 COLLATE = utf8mb4_bin;

CREATE TABLE machine (
  id                VARCHAR(26)  NOT NULL PRIMARY KEY,
  component_id      VARCHAR(26)  NOT NULL,
  component_name    VARCHAR(63)  NOT NULL,
  configuration_id  VARCHAR(26)  NOT NULL,
  account_id        VARCHAR(26)  NOT NULL,
  ordinal           INT          NOT NULL,
  role              VARCHAR(16)  NOT NULL,
  node              VARCHAR(64)  NOT NULL,
  vmid              INT          NOT NULL,
  mac               VARCHAR(17)  NOT NULL,
  vlan_tag          INT          NOT NULL,
  subnet            VARCHAR(18)  NOT NULL,
  private_address   VARCHAR(15)  NOT NULL,
  state             VARCHAR(16)  NOT NULL,
  operation_id      VARCHAR(26)  NOT NULL,       -- the one that planned it
  epoch             INT          NOT NULL,       -- of the last run that wrote to it
  upid              VARCHAR(255) NULL,
  reachable         JSON         NULL,           -- {"80": "127.0.0.1:18203"}
  created_at        DATETIME(6)  NOT NULL,
  gone_at           DATETIME(6)  NULL,
  is_current        BOOLEAN      NULL DEFAULT TRUE,  -- NULL: given up, its place may be planned anew
  UNIQUE KEY machine_once (operation_id, component_id, ordinal, role, is_current),
  KEY machine_configuration (configuration_id, state),
  KEY machine_node (node, state),
  KEY machine_vmid (vmid)
) ENGINE = InnoDB DEFAULT CHARSET = utf8mb4 COLLATE = utf8mb4_bin;

CREATE TABLE allocation (
  id                VARCHAR(26)  NOT NULL PRIMARY KEY,
  operation_id      VARCHAR(26)  NOT NULL,
  machine_id        VARCHAR(26)  NOT NULL UNIQUE,
  component_id      VARCHAR(26)  NOT NULL,
  configuration_id  VARCHAR(26)  NOT NULL,
  account_id        VARCHAR(26)  NOT NULL,
  ordinal           INT          NOT NULL,
  role              VARCHAR(16)  NOT NULL,
  node              VARCHAR(64)  NOT NULL,
  memory_mib        BIGINT       NOT NULL,
  vcpus             INT          NOT NULL,
  disk_gib          BIGINT       NOT NULL,
  bandwidth_mbps    INT          NOT NULL,
  reserved_at       DATETIME(6)  NOT NULL,       -- business time, as the next four
  committed_at      DATETIME(6)  NULL,
  billed_from       DATETIME(6)  NULL,
  billed_to         DATETIME(6)  NULL,
  released_at       DATETIME(6)  NULL,
  is_current        BOOLEAN      NULL DEFAULT TRUE,
  UNIQUE KEY allocation_once (operation_id, component_id, ordinal, role, is_current),
  KEY allocation_held (node, released_at),
  KEY allocation_configuration (configuration_id, released_at)
) ENGINE = InnoDB DEFAULT CHARSET = utf8mb4 COLLATE = utf8mb4_bin;

-- The next number never given yet of a range of the operator's: VMIDs, VLAN tags, subnets.
CREATE TABLE number_range (
  name       VARCHAR(32)  NOT NULL PRIMARY KEY,
  lowest     INT          NOT NULL,
  highest    INT          NOT NULL,
  next_free  INT          NOT NULL
) ENGINE = InnoDB DEFAULT CHARSET = utf8mb4 COLLATE = utf8mb4_bin;
INSERT INTO number_range (name, lowest, highest, next_free) VALUES
  ('VMID', 10000, 99999, 10000),
  ('VLAN_TAG', 100, 4000, 100),
  ('SUBNET', 0, 16383, 0);

CREATE TABLE vmid (
  vmid           INT          NOT NULL PRIMARY KEY,
  machine_id     VARCHAR(26)  NULL,
  state          VARCHAR(16)  NOT NULL,          -- HELD, TOMBSTONED, FREE
  tombstoned_at  DATETIME(6)  NULL,
  reusable_at    DATETIME(6)  NULL,
  KEY vmid_state (state, vmid)
) ENGINE = InnoDB DEFAULT CHARSET = utf8mb4 COLLATE = utf8mb4_bin;

CREATE TABLE orphan (
  id             VARCHAR(26)  NOT NULL PRIMARY KEY,
  identity       VARCHAR(190) NOT NULL,          -- what makes two sightings the same thing
  open_identity  VARCHAR(190) NULL UNIQUE,       -- NULL once resolved
  kind           VARCHAR(16)  NOT NULL,
  state          VARCHAR(16)  NOT NULL,
  node           VARCHAR(64)  NULL,
  vmid           INT          NULL,
  name           VARCHAR(200) NULL,
  what           TEXT         NOT NULL,
  action         TEXT         NOT NULL,
  machine_id     VARCHAR(26)  NULL,
  first_seen_at  DATETIME(6)  NOT NULL,
  last_seen_at   DATETIME(6)  NOT NULL,
  resolved_at    DATETIME(6)  NULL
) ENGINE = InnoDB DEFAULT CHARSET = utf8mb4 COLLATE = utf8mb4_bin;

CREATE TABLE setting (
  name   VARCHAR(64)   NOT NULL PRIMARY KEY,
  value  VARCHAR(1000) NOT NULL
) ENGINE = InnoDB DEFAULT CHARSET = utf8mb4 COLLATE = utf8mb4_bin;

CREATE TABLE secret (
  id                VARCHAR(26)     NOT NULL PRIMARY KEY,
  account_id        VARCHAR(26)     NOT NULL,
  configuration_id  VARCHAR(26)     NOT NULL,
  component_id      VARCHAR(26)     NOT NULL,
  purpose           VARCHAR(64)     NOT NULL,
  ciphertext        VARBINARY(4096) NOT NULL,
  nonce             VARBINARY(32)   NOT NULL,
  key_id            VARCHAR(64)     NOT NULL,
  created_at        DATETIME(6)     NOT NULL,
  shown_at          DATETIME(6)     NULL,
  UNIQUE KEY secret_once (component_id, purpose)
) ENGINE = InnoDB DEFAULT CHARSET = utf8mb4 COLLATE = utf8mb4_bin;
