package io.gridwright.proxmox.cluster;

import io.gridwright.proxmox.connection.Fields;
import io.gridwright.proxmox.value.Vmid;
import java.util.Locale;

/**
 * A machine that the manager keeps.
 *
 * @param requested what it shall be
 */
public record HaResource(Vmid vmid, Request requested) {

  /** What a machine shall be. */
  public enum Request {
    STARTED,
    STOPPED,
    DISABLED,
    IGNORED;

    String spelled() {
      return name().toLowerCase(Locale.ROOT);
    }

    static Request of(String text) {
      return switch (text) {
        case "stopped" -> STOPPED;
        case "disabled" -> DISABLED;
        case "ignored" -> IGNORED;
        default -> STARTED;
      };
    }
  }

  static HaResource from(Fields row) {
    return new HaResource(
        Vmid.parse(row.required("sid").replaceFirst("^vm:", "")),
        Request.of(row.textOrEmpty("state")));
  }
}
