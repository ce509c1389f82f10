package io.gridwright.api;

/** Bodies of requests. */
final class Bodies {
  private Bodies() {}

  static String signUp(String login, String card, String plans) {
    return """
        {"name":"Acme","timeZone":"Europe/Berlin","currency":"USD","hostName":"shop.example.com",
         "owner":{"login":"%s","password":"a long enough password","name":"Ann",
                  "email":"ann@example.com"},
         "paymentMethod":{"token":"%s"},"subscriptions":[%s]}"""
        .formatted(login, card, plans);
  }

  static String logOn(String login, String password) {
    return "{\"login\":\"%s\",\"password\":\"%s\"}".formatted(login, password);
  }

  /** The sample of DESIGN section 7. */
  static String sample(String name) {
    return """
        { "name": "%s",
          "risk": { "spam": "LOW", "hacking": "MEDIUM", "fraud": "LOW" },
          "components": [
            { "name": "lb", "kind": "LOAD_BALANCER", "image": "haproxy", "memoryMiB": 512,
              "vcpus": 1, "diskGiB": 8,
              "loadBalancer": { "method": "ROUND_ROBIN", "persistence": "COOKIE",
                "virtualIps": [ { "address": "auto", "port": 80,
                  "pool": [ { "component": "web-1", "port": 80 },
                            { "component": "web-2", "port": 80 } ] } ] } },
            { "name": "web-1", "kind": "WEB", "image": "debian-12-nginx", "memoryMiB": 1024,
              "vcpus": 1, "diskGiB": 20, "bandwidthMbps": 100,
              "expected": { "traffic": "HEAVY" } },
            { "name": "web-2", "kind": "WEB", "image": "debian-12-nginx", "memoryMiB": 1024,
              "vcpus": 1, "diskGiB": 20 },
            { "name": "db", "kind": "DATABASE", "image": "debian-12-mysql", "memoryMiB": 2048,
              "vcpus": 2, "diskGiB": 40 } ],
          "links": [ { "from": "web-1", "to": "db", "port": 3306 },
                     { "from": "web-2", "to": "db", "port": 3306 } ],
          "automation": { "replaceOnFailure": true } }"""
        .formatted(name);
  }

  /** One web server of a size. */
  static String web(String name, int memoryMib, int diskGib) {
    return """
        {"name":"%s","components":[{"name":"web-1","kind":"WEB","image":"debian-12-nginx",
          "memoryMiB":%d,"vcpus":1,"diskGiB":%d}]}"""
        .formatted(name, memoryMib, diskGib);
  }
}
