package io.gridwright.proxmox.error;

import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;

/**
 * What an error text says. The server answers nearly every failure with 500, and a worker ends with
 * one line of text; both speak the same words, so that the text is what there is to classify by.
 */
public enum Refusal {
  /** A right is missing. */
  FORBIDDEN(false, "^Permission check failed"),
  /** No majority: {@code /etc/pve} is read-only. Nothing was done, except what PVE-D4 tells. */
  NO_QUORUM(
      true,
      "no quorum",
      "unable to open file '[^']*' - Permission denied",
      "unable to create (file|dir)[^']*'/etc/pve[^']*'.*Permission denied"),
  /** Somebody else held a lock for longer than the server waits; nothing was done. */
  LOCK_TIMEOUT(
      true,
      "can't lock file '[^']*' - got timeout",
      "got lock request timeout",
      "locked command timed out - aborting",
      "[Ff]ailed to obtain guest migration lock"),
  /** The configuration carries a lock, which stays until its task ends or an administrator acts. */
  LOCKED(false, "is locked \\(([^)]*)\\)", "VM is locked"),
  /** The digest was that of an older configuration: read again. */
  CONFIG_CHANGED(false, "checksum mismatch", "file changed by other user"),
  /** The guest agent does not answer, is not there, or was never configured. */
  AGENT_NOT_RUNNING(
      false,
      "QEMU guest agent is not running",
      "No QEMU guest agent configured",
      "qga command '[^']*' failed - got timeout"),
  /** The guest did not react to a shutdown; it runs on. */
  SHUTDOWN_TIMED_OUT(false, "quit/powerdown failed"),
  /** The worker could not be forked; nothing was done. */
  WORKER_NOT_STARTED(true, "got no worker upid"),
  /** The name or number is taken. */
  ALREADY_EXISTS(
      false,
      "already exists",
      "failed: File exists",
      "snapshot name '[^']*' already used",
      "already defined",
      "is already a pool member"),
  /** The machine runs where it must not, or does not where it must. */
  WRONG_POWER_STATE(
      false,
      "already running",
      "VM [0-9]+ not running",
      "VM [0-9]+ is not running",
      "is running - destroy failed",
      "VM is paused - cannot shutdown",
      "vm is running",
      "without --online"),
  /** What was named is not there. */
  NOT_FOUND(
      false,
      "Configuration file '[^']*' does not exist",
      "unable to find configuration file for (VM|CT)",
      "no such (task|IPSet|cluster node|token|user|vm)\\b",
      "No such (storage|job)",
      "hostname lookup '[^']*' failed",
      "no rule at position",
      "not HA managed",
      "' does not exist\\b",
      "does not exist in cluster"),
  /** Any other failure: read the text. */
  OTHER(false);

  private final boolean repeatable;
  private final List<Pattern> texts;

  Refusal(boolean repeatable, String... texts) {
    this.repeatable = repeatable;
    this.texts = Arrays.stream(texts).map(Pattern::compile).toList();
  }

  /** The first reading that fits; {@link #OTHER} where none does. */
  public static Refusal of(String text) {
    for (Refusal refusal : values()) {
      if (refusal.texts.stream().anyMatch(pattern -> pattern.matcher(text).find())) {
        return refusal;
      }
    }
    return OTHER;
  }

  /** Whether the same call may succeed later without anything else being changed. */
  public boolean mayPass() {
    return repeatable;
  }
}
