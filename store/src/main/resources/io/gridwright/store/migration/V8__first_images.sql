-- The first images; changed by operators, never by a later migration.
INSERT INTO image (id, position, document) VALUES
  ('haproxy', 1,
   '{"id": "haproxy", "os": "Debian 12", "template": "haproxy", "kinds": ["LOAD_BALANCER"], "licence": null, "stateless": true, "version": "1", "minimumDiskGib": 4}'),
  ('debian-12-nginx', 2,
   '{"id": "debian-12-nginx", "os": "Debian 12", "template": "debian-12-nginx", "kinds": ["WEB"], "licence": null, "stateless": true, "version": "1", "minimumDiskGib": 4}'),
  ('debian-12-tomcat', 3,
   '{"id": "debian-12-tomcat", "os": "Debian 12", "template": "debian-12-tomcat", "kinds": ["APP"], "licence": null, "stateless": true, "version": "1", "minimumDiskGib": 4}'),
  ('debian-12-mysql', 4,
   '{"id": "debian-12-mysql", "os": "Debian 12", "template": "debian-12-mysql", "kinds": ["DATABASE"], "licence": null, "stateless": false, "version": "1", "minimumDiskGib": 8}');
