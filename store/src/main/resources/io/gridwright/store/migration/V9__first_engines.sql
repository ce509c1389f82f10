INSERT INTO engine (position, document) VALUES
  (1, '{"name": "mysql", "version": "8.4"}');
