-- Since when requests go the way of a change's document: set and taken back together with the roles
-- of its machines, so that whoever reads both under the configuration's row reads one state.
ALTER TABLE operation
  ADD COLUMN diverted_at DATETIME(6) NULL;

-- What an operation adds to a configuration's quota follows from the documents that are still to come.
ALTER TABLE operation
  DROP COLUMN quota_memory_mib,
  DROP COLUMN quota_vcpus,
  DROP COLUMN quota_disk_gib,
  DROP COLUMN quota_addresses;
