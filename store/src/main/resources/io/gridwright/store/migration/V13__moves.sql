-- A machine that is being moved holds room on both nodes: its own allocation, and one whose role is
-- TARGET, which becomes its own when it has arrived.
ALTER TABLE allocation
  DROP INDEX machine_id,
  ADD KEY allocation_machine (machine_id, released_at);
