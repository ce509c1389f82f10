-- What its customer wants a component to be, whatever its machines do: RUNNING, STOPPED,
-- SUSPENDED. Written by
-- the end of an operation POWER, so that one that is undone knows what to go back to.
ALTER TABLE component
  ADD COLUMN wanted_power VARCHAR(16) NOT NULL DEFAULT 'RUNNING';

-- Whether a machine runs on with its addresses withdrawn and out of every pool.
ALTER TABLE machine
  ADD COLUMN suspended BOOLEAN NOT NULL DEFAULT FALSE;

-- Who last switched a machine: operation, run and step in one number that only grows. A step that
-- was taken for dead and goes on finds a later one here, and stops.
ALTER TABLE machine
  ADD COLUMN power_turn BIGINT NOT NULL DEFAULT 0;
