package io.gridwright.proxmox.error;

import java.util.regex.Pattern;

/** What kind of thing is not there; the server tells only in words. */
public enum Missing {
  VM("Configuration file '|unable to find configuration file|[Nn]o such vm"),
  TASK("no such task"),
  SNAPSHOT("snapshot '[^']*' does not exist"),
  VOLUME("volume '[^']*' does not exist"),
  STORAGE("storage '[^']*' does not exist|No such storage"),
  POOL("pool '[^']*' does not exist"),
  NODE("no such cluster node|hostname lookup '"),
  HA_RESOURCE("resource '[^']*' does not exist|not HA managed"),
  OTHER("");

  private final Pattern words;

  Missing(String words) {
    this.words = Pattern.compile(words);
  }

  static Missing of(String text) {
    for (Missing missing : values()) {
      if (missing.words.matcher(text).find()) {
        return missing;
      }
    }
    return OTHER;
  }
}
