-- Where a guest is served is kept by address: {"198.18.0.1": {"80": "127.0.0.1:18203"}}.
UPDATE machine SET reachable = JSON_OBJECT(private_address, JSON_EXTRACT(reachable, '$'))
WHERE reachable IS NOT NULL;
