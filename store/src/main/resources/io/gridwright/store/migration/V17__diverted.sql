-- Since when requests go the way of a change's document: set and taken back together with the roles
-- of its machines, so that whoever reads both under the configuration's row reads one state.
ALTER TABLE operation
  ADD COLUMN diverted_at DATETIME(6) NULL;
