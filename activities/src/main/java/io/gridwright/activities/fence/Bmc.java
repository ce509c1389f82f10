package io.gridwright.activities.fence;

import java.net.URI;

/**
 * Where a node's BMC answers, and as whom.
 *
 * @param url what {@code /redfish/v1/} follows, {@code https://10.0.9.1}
 */
public record Bmc(URI url, String user, String password) {
  public Bmc {
    boolean web = "https".equals(url.getScheme()) || "http".equals(url.getScheme());
    boolean plain =
        url.getHost() != null
            && url.getRawUserInfo() == null
            && url.getRawQuery() == null
            && url.getRawFragment() == null;
    if (!web || !plain) {
      throw new IllegalArgumentException(
          "the URL of a BMC must be of the form https://HOST, without user, query or fragment");
    }
  }

  /** The entry to all it has. */
  URI root() {
    return URI.create(url.toString().replaceFirst("/+$", "") + "/redfish/v1/");
  }

  /** Without the password. */
  @Override
  public String toString() {
    return "Bmc[" + url + "]";
  }
}
