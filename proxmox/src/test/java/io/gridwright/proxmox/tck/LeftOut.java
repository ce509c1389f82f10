package io.gridwright.proxmox.tck;

import static org.junit.jupiter.api.Assumptions.assumeFalse;

import java.util.Map;
import org.junit.jupiter.api.TestInfo;

/** Cases that a server does not offer, each with the reason: skipped where everybody sees it. */
record LeftOut(Map<String, String> reasons) {
  void check(TestInfo test) {
    String name = test.getTestMethod().orElseThrow().getName();
    assumeFalse(reasons.containsKey(name), () -> name + " is left out: " + reasons.get(name));
  }
}
